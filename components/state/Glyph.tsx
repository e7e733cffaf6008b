import type { VNode } from "preact";
import type { CellState } from "@/shared/cell_state.ts";

/** Drawings of 12 by 12 units. */
export type GlyphName =
  | CellState
  | "pause"
  | "play"
  | "wait"
  | "ban"
  | "tick";

// Functions, because a vnode may stand in one place of a tree only.
const SHAPES: Record<GlyphName, () => VNode> = {
  ok: () => <circle cx="6" cy="6" r="3.5" />,
  slow: () => <path d="M6 1.2 11.4 10.8H.6z" />,
  fail: () => <path d="m2.2 2.2 7.6 7.6m0-7.6-7.6 7.6" stroke-width="2.2" />,
  nodata: () => <path d="M1.5 6h9" stroke-width="2.2" />,
  pause: () => <path d="M4 2v8m4-8v8" stroke-width="2.2" />,
  play: () => <path d="M3 1.6 10.4 6 3 10.4z" />,
  wait: () => (
    <circle cx="6" cy="6" r="4.4" fill="none" stroke-width="1.6" stroke-dasharray="19 9" />
  ),
  ban: () => (
    <path
      d="M2.9 9.1 9.1 2.9M6 1.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8"
      fill="none"
      stroke-width="1.6"
    />
  ),
  tick: () => <path d="m1.8 6.4 2.8 2.8 5.6-6.2" fill="none" stroke-width="1.8" />,
};

interface GlyphProps {
  name: GlyphName;
  /** More classes: a state's name colours it, `waiting` turns it. */
  class?: string;
}

/** A small drawing beside words that say the same. */
export function Glyph({ name, class: more }: GlyphProps) {
  return (
    <svg class={more ? `g ${more}` : "g"} viewBox="0 0 12 12" aria-hidden="true">
      {SHAPES[name]()}
    </svg>
  );
}
