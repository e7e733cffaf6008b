import { formatAgo } from "./format.ts";
import { Moment } from "./Moment.tsx";

/** `40 s ago`, or `never`. Times are Unix milliseconds. */
export function Ago({ atMs, nowMs }: { atMs: number | null; nowMs: number }) {
  const text = formatAgo(atMs, nowMs);
  return atMs === null ? <>{text}</> : <Moment atMs={atMs}>{text}</Moment>;
}
