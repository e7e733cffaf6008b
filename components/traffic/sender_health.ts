import type { CellState } from "@/shared/cell_state.ts";
import type { SenderHealth, TrafficCounters } from "@/shared/live/traffic.ts";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
} from "@/components/text/format.ts";
import { trafficWords } from "@/components/words/traffic.ts";

/** One line of the list of senders: how it is, and why. */
export interface HealthLine {
  name: string;
  state: CellState;
  words: string;
  /** Since when it is silent. */
  sinceMs?: number;
  received: number;
}

/** Silence after which a sender is called silent, in milliseconds. */
const SILENT_MS = 5 * 60_000;
/** Share of lines nobody understood from which it is worth a look, in percent. */
const UNPARSED_PERCENT = 1;

/** Worst first, then by how much they send. */
export function healthLines(
  senders: readonly SenderHealth[],
  nowMs: number,
): HealthLine[] {
  const order: CellState[] = ["fail", "slow", "nodata", "ok"];
  return senders.map((sender) => lineOf(sender, nowMs)).sort((a, b) =>
    order.indexOf(a.state) - order.indexOf(b.state) || b.received - a.received
  );
}

function lineOf(sender: SenderHealth, nowMs: number): HealthLine {
  const { address, received, bytes, unparsed, lastSeenAtMs } = sender;
  const line = (state: CellState, words: string) => ({ name: address, state, words, received });
  const silentMs = nowMs - lastSeenAtMs;
  if (silentMs >= SILENT_MS) {
    return {
      ...line("nodata", trafficWords().silentFor(formatDuration(silentMs))),
      sinceMs: lastSeenAtMs,
    };
  }
  const share = received ? 100 * unparsed / received : 0;
  if (share >= UNPARSED_PERCENT) {
    return line("slow", trafficWords().notUnderstood(formatPercent(share)));
  }
  return line("ok", formatBytes(bytes));
}

/** What the receiver itself had to leave out, in words; nothing when it kept all. */
export function lossesInWords(counters: TrafficCounters): string[] {
  const { kernelDropped, dropped, refused, numbersLeftOut } = counters;
  const words = trafficWords(), losses: string[] = [];
  if (kernelDropped) losses.push(words.kernelDropped(formatCount(kernelDropped)));
  if (dropped) losses.push(words.dropped(formatCount(dropped)));
  if (refused) losses.push(words.refused(formatCount(refused)));
  if (numbersLeftOut) losses.push(words.numbersLeftOut(formatCount(numbersLeftOut)));
  return losses;
}
