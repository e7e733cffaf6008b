/** A link as written in a document. */
export interface Link {
  target: string;
  /** Counted from 1. */
  line: number;
}

/**
 * Links of a Markdown document that point into the project: `[text](path)`, `![image](path)`,
 * `[name]: path`, `href="path"` and `src="path"`. Left out are addresses with a scheme, links to a
 * heading of the same document, and anything inside code.
 */
export function findRelativeLinks(markdown: string): Link[] {
  const links: Link[] = [];
  let fence: string | null = null;
  markdown.split("\n").forEach((text, index) => {
    const mark = text.match(/^\s*(`{3,}|~{3,})/)?.[1];
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence)) fence = null;
    if (mark || fence !== null) return;
    for (const target of targetsIn(text.replace(/`[^`]*`/g, ""))) {
      if (!/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(target)) links.push({ target, line: index + 1 });
    }
  });
  return links;
}

function targetsIn(text: string): string[] {
  const patterns = [
    /\]\(\s*<?([^\s<>()]+)>?[^()]*\)/g,
    /^\s*\[[^\]]+\]:\s*<?([^\s<>]+)/g,
    /\b(?:href|src)="([^"]+)"/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]));
}

/**
 * Relative links of a document that lead nowhere, one sentence each.
 *
 * @param path project path of the document
 * @param exists whether a project path is a file or a folder
 */
export function findBrokenLinks(
  path: string,
  markdown: string,
  exists: (path: string) => boolean,
): string[] {
  const root = "file:///";
  return findRelativeLinks(markdown).flatMap(({ target, line }) => {
    const url = new URL(target.replace(/[?#].*$/, ""), root + encodeURI(path));
    const linked = decodeURIComponent(url.pathname.slice(1));
    return exists(linked) ? [] : [`${path}:${line}: "${target}" leads nowhere: no ${linked} here`];
  });
}
