import { rttScale } from "@/components/chart/rtt_scale.ts";
import type { PathBin } from "./path_bins.ts";

/** Size of a small multiple in its own units: a bin is one wide. */
export const RTT_HEIGHT = 28, LOSS_TOP = 31, LOSS_HEIGHT = 5, SMALL_HEIGHT = 36;

/** A path as a small picture: SVG paths, and stretches without data or with loss. */
export interface SmallPath {
  /** From p5 to p95. */
  band: string;
  median: string;
  /** How much of a bin was lost, 0 to 1. */
  lost: { at: number; share: number }[];
  /** Stretches without data. */
  gaps: { at: number; width: number }[];
  /** Nothing was answered: the axis says nothing. */
  empty: boolean;
  lowUs: number;
  highUs: number;
}

/** Each path has an axis of its own: beside a slow one, a fast one would be flat. */
export function smallPath(bins: readonly PathBin[]): SmallPath {
  const { lowUs, highUs } = rttScale([bins]);
  const y = (us: number) => {
    const share = Math.min(1, Math.max(0, (us - lowUs) / (highUs - lowUs)));
    return (RTT_HEIGHT * (1 - share)).toFixed(1);
  };
  let band = "", median = "", open = false;
  for (const [n, { p5Us, p50Us, p95Us }] of bins.entries()) {
    if (p5Us === null || p50Us === null || p95Us === null) {
      open = false;
      continue;
    }
    band += `M${n} ${y(p95Us)}H${n + 1}V${y(p5Us)}H${n}Z`;
    // A step, not a point: a single bin between gaps is seen too.
    median += `${open ? "L" : "M"}${n} ${y(p50Us)}H${n + 1}`;
    open = true;
  }
  const lost = bins.flatMap(({ sent, lost }, at) => lost > 0 ? [{ at, share: lost / sent }] : []);
  return { band, median, lost, gaps: gapsOf(bins), empty: median === "", lowUs, highUs };
}

function gapsOf(bins: readonly PathBin[]): SmallPath["gaps"] {
  const gaps: SmallPath["gaps"] = [];
  for (const [at, { sent }] of bins.entries()) {
    const last = gaps.at(-1);
    if (sent > 0) continue;
    if (last && last.at + last.width === at) last.width++;
    else gaps.push({ at, width: 1 });
  }
  return gaps;
}
