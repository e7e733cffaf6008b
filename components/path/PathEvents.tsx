import { Glyph } from "@/components/state/Glyph.tsx";
import { formatMinute } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { formatMoment } from "@/components/text/moment_text.ts";
import { pathWords } from "@/components/words/path.ts";
import { EventText } from "./EventText.tsx";
import type { PathEvent } from "./path_events.ts";

interface PathEventsProps {
  events: readonly PathEvent[];
  /** Letters that mark some of them in the graph. */
  letters: readonly { atMs: number; letter: string }[];
  nowMs: number;
}

const DAY_MS = 86_400_000;

/** What happened in the chosen stretch, newest first. */
export function PathEvents({ events, letters, nowMs }: PathEventsProps) {
  const words = pathWords();
  const time = (atMs: number) =>
    nowMs - atMs < DAY_MS ? formatMinute(atMs) : formatMoment(atMs).slice(5, 16);
  return (
    <section class="sect">
      <div class="sect-head">
        <h2>{words.events}</h2>
        <span class="faint small push">{words.newestFirst}</span>
      </div>
      {events.length === 0 && <p class="dim small">{words.noEvents}</p>}
      <ol class="log">
        {events.map((event) => (
          <li>
            <Moment atMs={event.atMs} class="faint">{time(event.atMs)}</Moment>
            <Glyph name={event.state} class={event.state} />
            <span>
              <b>{letters.find((mark) => mark.atMs === event.atMs)?.letter}</b>{" "}
              <EventText event={event} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
