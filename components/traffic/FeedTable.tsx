import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { OwnPing } from "@/shared/traffic/own_pings.ts";
import { trafficWords } from "@/components/words/traffic.ts";
import type { FeedRow } from "./feed.ts";
import { FeedLine } from "./FeedLine.tsx";
import { useGrowing } from "./use_growing.ts";
import { useScrolledPast } from "./use_scrolled_past.ts";

interface FeedTableProps {
  rows: readonly FeedRow[];
  /** Tells the agents' own pings from others'; by default none is. */
  ownPing?(event: TrafficEvent): OwnPing | null;
  /** How many lines wait above, in words; `null` when none does. */
  waiting?: string | null;
  /**
   * Whether lines are being read, because one is open or the newest is out of sight: nothing may
   * then be put above them.
   */
  onReading?(reading: boolean): void;
}

const nobody = () => null, nothing = () => {};

/** The feed: a line for each event, newest on top; a line opens to everything that is known. */
export function FeedTable(props: FeedTableProps) {
  const { rows, ownPing = nobody, waiting = null, onReading = nothing } = props;
  const words = trafficWords(), open = useSignal<number | null>(null);
  const toggle = useCallback((key: number) => open.value = open.value === key ? null : key, []);
  const { top, past } = useScrolledPast(), { shown, end } = useGrowing(rows.length, past);
  const reading = past || open.value !== null && rows.some(({ key }) => key === open.value);
  useEffect(() => onReading(reading), [reading]);
  const toNewest = () => {
    open.value = null;
    top.current!.scrollIntoView({ block: "nearest" });
    // The button goes away: who came by keyboard is now where it led.
    top.current!.focus({ preventScroll: true });
  };
  return (
    <>
      <div ref={top} class="feed-top" tabIndex={-1} />
      {reading && waiting !== null && (
        <div class="newer">
          <button type="button" class="btn" onClick={toNewest}>{waiting}</button>
        </div>
      )}
      <table class="table stack">
        <caption class="sr">{words.feedCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.time}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.what}</th>
            <th scope="col" class="num">{words.status}</th>
            <th scope="col" class="num">{words.took}</th>
            <th scope="col">{words.source}</th>
            <th scope="col">{words.place}</th>
            <th scope="col">{words.sender}</th>
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenLines}>
          {rows.slice(0, shown).map((row) => (
            <FeedLine
              key={row.key}
              row={row}
              own={ownPing(row.event)}
              open={open.value === row.key}
              toggle={toggle}
            />
          ))}
        </tbody>
      </table>
      <div ref={end} />
    </>
  );
}

/** Arrow keys go from line to line; Enter opens one, as it is a button. */
function moveBetweenLines(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target as HTMLElement;
  if (step === undefined || !here.matches(".what")) return;
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".what")];
  event.preventDefault();
  all[all.indexOf(here) + step]?.focus();
}
