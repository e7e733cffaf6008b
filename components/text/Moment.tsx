import type { ComponentChildren } from "preact";
import { momentText, momentTitle } from "./moment_text.ts";

interface MomentProps {
  /** Unix time in milliseconds. */
  atMs: number;
  /** What stands for it: a time of day, "40 s ago". Without it, date and time are shown. */
  children?: ComponentChildren;
  class?: string;
}

/**
 * A point in time. Every time on a page is one of these: in the reader's zone, and in full, with
 * UTC, for whoever points at it. On a page that is no island, `islands/LocalTimes.tsx` does the
 * first part: the server does not know the zone, and writes UTC.
 */
export function Moment({ atMs, children, class: style }: MomentProps) {
  return (
    <time
      class={style}
      dateTime={new Date(atMs).toISOString()}
      title={momentTitle(atMs)}
      data-whole={children === undefined}
    >
      {children ?? momentText(atMs)}
    </time>
  );
}
