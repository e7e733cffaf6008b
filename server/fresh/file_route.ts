const GROUP = /^\(.*\)$/;
const IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*";
const REST = new RegExp(`^\\[\\.\\.\\.(${IDENTIFIER})\\]$`);
const OPTIONAL = new RegExp(`^\\[\\[(${IDENTIFIER})\\]\\]$`);
const PARAMETER = new RegExp(`\\[(${IDENTIFIER})\\]`, "g");

/** Files that shape their folder instead of answering at a path. */
const SPECIAL = new Set(["_app", "_404", "_error", "_500", "_middleware", "_layout"]);

/** Path segments of a route's id that show in the URL (groups do not). */
const visible = (id: string) => id.split("/").filter((part) => !GROUP.test(part));

/** Tells whether `id` names a `_app`, `_layout`, `_middleware`, `_error` or `_404` file. */
export function isSpecialFile(id: string): boolean {
  return SPECIAL.has(id.slice(id.lastIndexOf("/") + 1));
}

/**
 * Turns a file's path below `routes/`, without extension, into a URLPattern
 * path: `blog/[slug]` → `/blog/:slug`. `(group)` leaves the URL, `[[v]]` is
 * optional, `[...rest]` takes what is left, `index` is the folder itself.
 *
 * @throws {SyntaxError} when brackets do not form a parameter.
 */
export function fileToPattern(id: string): string {
  const parts = visible(id);
  if (parts.at(-1) === "index") parts.pop();
  const pattern = parts.map((part) => segmentPattern(part, id)).join("");
  if (pattern === "") return "/";
  // A pattern must start with "/" for URLPattern: "{/:v}?" alone would not.
  return pattern.startsWith("{/") ? pattern.replace("{/", "/{") : pattern;
}

function segmentPattern(part: string, id: string): string {
  const rest = REST.exec(part);
  if (rest) return `/:${rest[1]}*`;
  const optional = OPTIONAL.exec(part);
  if (optional) return `{/:${optional[1]}}?`;
  if (part.includes("][")) {
    throw new SyntaxError(`routes/${id}: two parameters need text between them`);
  }
  const replaced = part.replace(PARAMETER, ":$1");
  if (/[[\]]/.test(replaced)) {
    throw new SyntaxError(
      `routes/${id}: "${part}" is not a parameter; write [name], [[name]] or [...name]`,
    );
  }
  return "/" + replaced;
}

/** 0 = plain name, 1 = has a parameter, 2 = optional parameter, 3 = rest. */
function rank(part = ""): number {
  if (part.startsWith("[...")) return 3;
  if (part.startsWith("[[")) return 2;
  return part.includes("[") ? 1 : 0;
}

/**
 * Sort order of route files: special files first (a parent folder's before a
 * child's), then the more specific path first, folder by folder: plain name,
 * `[param]`, `[[param]]`, `[...rest]`.
 */
export function compareRouteFiles(a: string, b: string): number {
  const special = Number(isSpecialFile(b)) - Number(isSpecialFile(a));
  if (special !== 0) return special;
  if (isSpecialFile(a)) return depth(a) - depth(b) || compareText(a, b);
  const left = visible(a);
  const right = visible(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = rank(left[i]) - rank(right[i]);
    if (difference !== 0) return difference;
  }
  return right.length - left.length || compareText(a, b);
}

const depth = (id: string) => id.split("/").length;
const compareText = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0;
