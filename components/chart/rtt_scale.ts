import type { PathBin } from "@/components/path/path_bins.ts";

/** A linear axis of RTTs in µs. */
export interface RttScale {
  lowUs: number;
  highUs: number;
  /** Round values in between. */
  ticksUs: number[];
}

/**
 * The axis that shows most of what was answered. A few outliers are cut, so that they do not press
 * everything else flat; an axis that would begin close to zero begins there.
 */
export function rttScale(lines: readonly (readonly PathBin[])[]): RttScale {
  const lows: number[] = [], highs: number[] = [];
  for (const { p5Us, p95Us } of lines.flat()) {
    if (p5Us === null || p95Us === null) continue;
    lows.push(p5Us);
    highs.push(p95Us);
  }
  if (!lows.length) return { lowUs: 0, highUs: 1_000, ticksUs: [0, 500, 1_000] };
  lows.sort((a, b) => a - b);
  highs.sort((a, b) => a - b);
  const low = lows[Math.floor(lows.length * 0.01)];
  const usual = highs[Math.floor((highs.length - 1) * 0.98)];
  const high = Math.min(highs.at(-1)!, usual * 2);
  const range = Math.max(high - low, high * 0.04, 20);
  const middle = (low + high) / 2;
  const from = Math.min(low, middle - range / 2) - range * 0.15;
  const lowUs = from < high * 0.4 ? 0 : from;
  const highUs = Math.max(high, middle + range / 2) + range * 0.15;
  return { lowUs, highUs, ticksUs: roundValues(lowUs, highUs, 5) };
}

function roundValues(low: number, high: number, limit: number): number[] {
  const rough = (high - low) / limit, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((step) => step >= rough)!;
  const values: number[] = [];
  for (let n = Math.ceil(low / step); n * step <= high; n++) values.push(n * step);
  return values;
}
