/** Characters that make a path a URLPattern rather than an exact name. */
const IS_PATTERN = /[*:{}+?()]/;

interface PatternEntry<T> {
  text: string;
  pattern: URLPattern;
  byMethod: Map<string, T>;
}

/** What `Router.match()` found. */
export interface RouteMatch<T> {
  /** The matched pattern, or null when no path matched. */
  route: string | null;
  params: Record<string, string>;
  /** Undefined when the path or the method did not match. */
  item: T | undefined;
  /** Methods the path has, when the path matched. */
  allow: string[] | null;
}

/** Finds the item for a method and path: exact paths first, then patterns in order. */
export class Router<T> {
  #exact = new Map<string, Map<string, T>>();
  #patterns: PatternEntry<T>[] = [];

  /** Adds `item`; the first one added for a method and path wins. */
  add(methods: readonly string[], path: string, item: T): void {
    const byMethod = IS_PATTERN.test(path) ? this.#patternMethods(path) : this.#exactMethods(path);
    for (const method of methods) if (!byMethod.has(method)) byMethod.set(method, item);
  }

  #exactMethods(path: string): Map<string, T> {
    let byMethod = this.#exact.get(path);
    if (!byMethod) this.#exact.set(path, byMethod = new Map());
    return byMethod;
  }

  #patternMethods(path: string): Map<string, T> {
    const known = this.#patterns.find((entry) => entry.text === path);
    if (known) return known.byMethod;
    const byMethod = new Map<string, T>();
    this.#patterns.push({ text: path, pattern: new URLPattern({ pathname: path }), byMethod });
    return byMethod;
  }

  /** `pathname` as URL has it: percent-encoded. A trailing slash makes no difference. */
  match(method: string, pathname: string): RouteMatch<T> {
    const found = this.#findExact(pathname) ?? this.#findPattern(pathname);
    if (!found) return { route: null, params: {}, item: undefined, allow: null };
    const { route, params, byMethod } = found;
    const item = byMethod.get(method) ?? (method === "HEAD" ? byMethod.get("GET") : undefined);
    return { route, params, item, allow: [...byMethod.keys()] };
  }

  #findExact(pathname: string) {
    const other = pathname.endsWith("/") ? pathname.slice(0, -1) : pathname + "/";
    for (const route of pathname === "/" ? ["/"] : [pathname, other]) {
      const byMethod = this.#exact.get(route);
      if (byMethod) return { route, params: {}, byMethod };
    }
  }

  #findPattern(pathname: string) {
    for (const { text, pattern, byMethod } of this.#patterns) {
      const hit = pattern.exec({ pathname });
      if (hit) return { route: text, params: decodeParams(hit.pathname.groups), byMethod };
    }
  }
}

/** As Fresh: `%2F` stays encoded, so a parameter never gains a slash. */
function decodeParams(groups: Record<string, string | undefined>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) params[name] = decode(value ?? "");
  return params;
}

function decode(value: string): string {
  try {
    return decodeURI(value);
  } catch {
    return value; // Broken percent-encoding is the sender's: pass it on as it came.
  }
}
