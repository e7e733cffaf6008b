import { formatMoment } from "@/components/path/moment.ts";
import { Moment } from "@/components/text/Moment.tsx";

/** Date and time in the reader's zone, on a page that is not an island itself. */
export default function LocalTime({ atMs }: { atMs: number }) {
  return <Moment atMs={atMs}>{formatMoment(atMs)}</Moment>;
}
