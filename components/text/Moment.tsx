import { formatUtc } from "./format.ts";

interface MomentProps {
  atMs: number;
  /** The time as it is shown, in the reader's zone. */
  children: string;
  class?: string;
}

/** A point in time: where the reader is, and in UTC for whoever points at it. */
export function Moment({ atMs, children, class: style }: MomentProps) {
  return (
    <time class={style} dateTime={new Date(atMs).toISOString()} title={formatUtc(atMs)}>
      {children}
    </time>
  );
}
