import type { Point } from "@/shared/point.ts";

/** What a stretch of results comes to. RTT in microseconds; `null` where nothing was answered. */
export interface PathFigures {
  sent: number;
  lost: number;
  /** Lost share of what was sent, in percent; 0 when nothing was sent. */
  lossPercent: number;
  /** The newest result; `null` also where only sums are known, as for the jitter. */
  lastUs: number | null;
  minUs: number | null;
  medianUs: number | null;
  p95Us: number | null;
  p99Us: number | null;
  /** Mean difference between answers that follow one another. */
  jitterUs: number | null;
  maxUs: number | null;
}

/** Figures of `points`, oldest first. Quantiles are of the answers, by the nearest-rank method. */
export function pathFigures(points: readonly Point[]): PathFigures {
  const inOrder: number[] = [];
  for (const { rttUs } of points) if (rttUs !== null) inOrder.push(rttUs);
  const jitterUs = meanStep(inOrder), answers = Float64Array.from(inOrder).sort();
  const lost = points.length - answers.length;
  return {
    sent: points.length,
    lost,
    lossPercent: points.length ? 100 * lost / points.length : 0,
    lastUs: points.at(-1)?.rttUs ?? null,
    minUs: answers[0] ?? null,
    medianUs: nearestRank(answers, 0.5),
    p95Us: nearestRank(answers, 0.95),
    p99Us: nearestRank(answers, 0.99),
    jitterUs,
    maxUs: answers.at(-1) ?? null,
  };
}

function nearestRank(sorted: Float64Array, share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

function meanStep(answers: readonly number[]): number | null {
  if (answers.length < 2) return null;
  const sum = answers.reduce((sum, rtt, n) => n ? sum + Math.abs(rtt - answers[n - 1]) : 0, 0);
  return sum / (answers.length - 1);
}
