import { Glyph } from "@/components/state/Glyph.tsx";
import { formatMinute } from "@/components/text/format.ts";
import { pathWords } from "@/components/words/path.ts";
import { formatMoment } from "./moment.ts";
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
        {events.map(({ atMs, state, text }) => (
          <li>
            <time
              class="faint"
              dateTime={new Date(atMs).toISOString()}
              title={new Date(atMs).toISOString()}
            >
              {time(atMs)}
            </time>
            <Glyph name={state} class={state} />
            <span>
              <b>{letters.find((mark) => mark.atMs === atMs)?.letter}</b> {text}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
