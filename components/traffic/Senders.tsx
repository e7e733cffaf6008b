import type { SenderHealth, TrafficCounters } from "@/shared/live/traffic.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { formatCount } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { trafficWords } from "@/components/words/traffic.ts";
import { healthLines, lossesInWords } from "./sender_health.ts";

interface SendersProps {
  senders: readonly SenderHealth[];
  counters: TrafficCounters;
  nowMs: number;
  /** Senders whose events are left out of the feed. */
  without: readonly string[];
  onWithout(without: readonly string[]): void;
  /** Shows the events of this sender, and of no other. */
  onOnly(sender: string): void;
}

/** Senders shown; a list without end helps nobody. */
const ROWS = 40;

/** Who sends, and what was lost on the way. */
export function Senders(props: SendersProps) {
  const { senders, counters, nowMs, without, onWithout, onOnly } = props;
  const words = trafficWords();
  const losses = lossesInWords(counters);
  const lines = healthLines(senders, nowMs);
  return (
    <ul class="health">
      <li>
        <Glyph name={losses.length ? "fail" : "ok"} class={losses.length ? "fail" : "ok"} />
        <span>
          <b>{words.thisServer}</b>
          <br />
          <span class="dim">{losses.join("; ") || words.lostNothing}</span>
        </span>
        <span class="num">{formatCount(counters.received)}</span>
      </li>
      {lines.slice(0, ROWS).map(({ name, state, words: how, received, silentSinceMs }) => (
        <li key={name}>
          <Glyph name={state} class={state} />
          <span>
            <b class="mono">{name}</b>{" "}
            <button
              type="button"
              class="link small"
              aria-label={`${without.includes(name) ? words.join : words.leaveOut} ${name}`}
              onClick={() =>
                onWithout(
                  without.includes(name)
                    ? without.filter((n) =>
                      n !== name
                    )
                    : [...without, name],
                )}
            >
              {without.includes(name) ? words.join : words.leaveOut}
            </button>{" "}
            <button
              type="button"
              class="link small"
              aria-label={`${words.only} ${name}`}
              onClick={() => onOnly(name)}
            >
              {words.only}
            </button>
            <br />
            <span class="dim">
              {silentSinceMs === null ? how : <Moment atMs={silentSinceMs}>{how}</Moment>}
            </span>
          </span>
          <span class="num">{formatCount(received)}</span>
        </li>
      ))}
      {lines.length > ROWS && <li class="faint">{words.andMore(lines.length - ROWS)}</li>}
    </ul>
  );
}
