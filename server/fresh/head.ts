import { type ComponentChildren, Fragment, isValidElement, toChildArray, type VNode } from "preact";

/** What identifies an element of `<head>`, or null when it may occur many times. */
function identity(child: VNode<Record<string, unknown>>): string | null {
  if (child.key !== null && child.key !== undefined) return `key ${child.key}`;
  if (child.type === "title") return "title";
  if (child.type !== "meta") return null;
  for (const name of ["name", "property", "http-equiv"]) {
    if (typeof child.props[name] === "string") return `meta ${name} ${child.props[name]}`;
  }
  return null;
}

function flatten(children: ComponentChildren): VNode<Record<string, unknown>>[] {
  return toChildArray(children).flatMap((child) => {
    if (!isValidElement(child)) return [];
    const vnode = child as VNode<Record<string, unknown>>;
    // toChildArray keeps fragments as they are.
    return vnode.type === Fragment ? flatten(vnode.props.children as ComponentChildren) : [vnode];
  });
}

/** Elements of every `<Head>` on a page: of those with the same identity the last one stays. */
export function mergeHead(heads: ComponentChildren[]): { title: VNode | null; others: VNode[] } {
  const kept = new Map<string | symbol, VNode>();
  for (const child of heads.flatMap(flatten)) {
    kept.set(identity(child) ?? Symbol(), child);
  }
  const title = kept.get("title") ?? null;
  kept.delete("title");
  return { title, others: [...kept.values()] };
}

/**
 * Puts rendered elements into the document's head: the title in the place of
 * the old one, the rest at the end. The body is left alone: an SVG there may
 * have a `<title>` of its own.
 */
export function insertHead(html: string, title: string, others: string): string {
  const end = html.indexOf("</head>");
  if (end < 0) return html;
  let head = html.slice(0, end);
  const old = /<title[^>]*>[^<]*<\/title>/.exec(head);
  if (title && old) {
    head = head.slice(0, old.index) + title + head.slice(old.index + old[0].length);
  } else head += title;
  return head + others + html.slice(end);
}
