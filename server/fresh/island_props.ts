import { signal } from "@preact/signals";
import { stringify, unflatten } from "devalue";
import type { IslandRef } from "./render_state.ts";

/** One use of an island on a page: index of the island, and its props. */
export type IslandCall = [used: number, props: Record<string, unknown>];

/** What the browser is told of where an island is. */
export type IslandPlace = Pick<IslandRef, "chunk" | "exportName">;

/** Id of the JSON block that carries the props to the browser. */
export const PROPS_BLOCK_ID = "mp-islands";

/** Signals are known by their shape: a second copy of the package would break `instanceof`. */
export function isSignal(value: unknown): value is { peek(): unknown } {
  return value !== null && typeof value === "object" &&
    typeof (value as { peek?: unknown }).peek === "function" && "value" in value;
}

const reducers = {
  Signal: (value: unknown) => isSignal(value) && [value.peek()],
  URL: (value: unknown) => value instanceof URL && value.href,
};

const revivers = {
  Signal: ([value]: [unknown]) => signal(value),
  URL: (href: string) => new URL(href),
};

/**
 * Text of the JSON block: the islands used, then every call's props in one
 * piece, so that a signal given to two islands stays one signal. `<` is
 * escaped, so no prop can end the block.
 *
 * @throws {TypeError} when a prop cannot be sent (a function, a class instance).
 */
export function packIslands(used: IslandPlace[], calls: IslandCall[]): string {
  let packed: string;
  try {
    packed = stringify(calls, reducers);
  } catch (cause) {
    throw new TypeError(describe(used, calls, cause), { cause });
  }
  const refs = JSON.stringify(used.map((ref) => [ref.chunk, ref.exportName]));
  return `[${refs},${packed}]`.replaceAll("<", "\\u003c");
}

/** Reverse of `packIslands`. */
export function unpackIslands(text: string): { used: IslandPlace[]; calls: IslandCall[] } {
  const [refs, packed] = JSON.parse(text) as [[string, string][], number | unknown[]];
  return {
    used: refs.map(([chunk, exportName]) => ({ chunk, exportName })),
    calls: unflatten(packed, revivers) as IslandCall[],
  };
}

/** devalue gives the place as a path: `[3][1].onClick` is a prop of call 3. */
function describe(used: IslandPlace[], calls: IslandCall[], cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const path = (cause as { path?: string }).path ?? "";
  const [, call, prop] = /^\[(\d+)\]\[1\]\.?(.*)$/.exec(path) ?? [];
  const island = call === undefined ? "?" : used[calls[Number(call)][0]].exportName;
  return `Island ${island}: prop ${prop || "?"} cannot be sent to the browser: ${reason}`;
}
