/**
 * For the browser: finds the comment markers that the server put around
 * islands, fetches their bundles and hydrates what is between.
 *
 * @module
 */
import { type ComponentType, h, hydrate } from "preact";
import { PROPS_BLOCK_ID, unpackIslands } from "./island_props.ts";
import { keepInput } from "./kept_input.ts";

/** The two comments around an island, and its number. */
interface Place {
  id: number;
  start: Comment;
  end: Comment;
}

function findPlaces(): Place[] {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_COMMENT);
  const starts = new Map<string, Comment>();
  const places: Place[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const comment = node as Comment;
    const [, closing, id] = /^(\/?)mp:(\d+)$/.exec(comment.data) ?? [];
    if (id === undefined) continue;
    const start = starts.get(id);
    if (!closing) starts.set(id, comment);
    else if (start) places.push({ id: Number(id), start, end: comment });
  }
  return places;
}

/** Stands for an element whose only children are the nodes between two comments. */
function elementBetween(start: Comment, end: Comment): Element {
  const parent = start.parentNode as Element;
  const nodes = () => {
    const list: ChildNode[] = [];
    for (let node = start.nextSibling; node && node !== end; node = node.nextSibling) {
      list.push(node);
    }
    return list;
  };
  return {
    nodeType: 1,
    parentNode: parent,
    ownerDocument: document,
    namespaceURI: parent.namespaceURI,
    localName: parent.localName,
    nextSibling: null,
    get childNodes() {
      return nodes();
    },
    get firstChild() {
      return nodes()[0] ?? null;
    },
    insertBefore: (node: Node, at: Node | null) => parent.insertBefore(node, at ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
    contains: (node: Node | null) => node !== null && nodes().some((own) => own.contains(node)),
  } as unknown as Element;
}

/** The exports of an island's file. */
type IslandModule = Record<string, ComponentType<Record<string, unknown>>>;

/** Gives what a person typed meanwhile back to the islands, when it is called. */
async function hydrateAll(
  block: HTMLElement,
  carried: Readonly<Record<string, IslandModule>>,
): Promise<() => void> {
  const { used, calls } = unpackIslands(block.textContent ?? "");
  const giveBack: (() => void)[] = [];
  await Promise.all(
    findPlaces().map(async ({ id, start, end }) => {
      const [index, props] = calls[id];
      const { chunk, exportName } = used[index];
      try {
        const module = carried[chunk] ?? await import(chunk) as IslandModule;
        if (start.parentNode !== end.parentNode) {
          throw new Error("the HTML around it is invalid, so that the browser moved elements");
        }
        const island = elementBetween(start, end);
        giveBack.push(keepInput(island.childNodes));
        hydrate(h(module[exportName], props), island);
      } catch (cause) {
        // One broken island must not stop the others.
        console.error(new Error(`Island ${exportName} (${chunk}) does not work`, { cause }));
      }
    }),
  );
  return () => giveBack.forEach((give) => give());
}

/**
 * The islands listen, after the effects of the first frame: what was typed before is theirs, and
 * `<html>` says `data-islands="ready"`. Whoever drives the page by a program waits for it; a click
 * before is nobody's.
 */
function begin(giveBack: () => void): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      giveBack();
      document.documentElement.dataset.islands = "ready";
    })
  );
}

/** Hydrates the page's islands; `carried` are those that are at hand already, by name. */
export function hydrateIslands(carried: Readonly<Record<string, IslandModule>>): void {
  const block = document.getElementById(PROPS_BLOCK_ID);
  if (block) hydrateAll(block, carried).then(begin, (error) => console.error(error));
}
