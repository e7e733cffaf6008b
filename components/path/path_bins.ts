import type { Point } from "@/shared/point.ts";
import type { PathFigures } from "./path_figures.ts";

/** A stretch of one path. Times in Unix ms, RTTs in µs, `null` without an answer. */
export interface PathBin {
  atMs: number;
  /** 0 for no data, which is no loss. */
  sent: number;
  lost: number;
  p5Us: number | null;
  p50Us: number | null;
  p95Us: number | null;
  /** RTT and how many answers had about it, rising. */
  spread: [rttUs: number, answers: number][];
}

/** Sums points up, oldest first, into bins of `binMs` from `fromMs` to `toMs`; empty ones are there. */
export function binPoints(
  points: readonly Point[],
  fromMs: number,
  toMs: number,
  binMs: number,
): PathBin[] {
  const firstMs = Math.floor(fromMs / binMs) * binMs;
  const count = Math.max(1, Math.ceil((toMs - firstMs) / binMs));
  const answers = Array.from({ length: count }, (): number[] => []);
  const lost = new Uint32Array(count);
  for (const { atMs, rttUs } of points) {
    const n = Math.floor((atMs - firstMs) / binMs);
    if (n < 0 || n >= count) continue;
    if (rttUs === null) lost[n]++;
    else answers[n].push(rttUs);
  }
  return answers.map((rtts, n) => {
    rtts.sort((a, b) => a - b);
    const rank = (share: number) => rtts[Math.max(0, Math.ceil(share * rtts.length) - 1)] ?? null;
    return {
      atMs: firstMs + n * binMs,
      sent: rtts.length + lost[n],
      lost: lost[n],
      p5Us: rank(0.05),
      p50Us: rank(0.5),
      p95Us: rank(0.95),
      spread: rtts.map((rttUs) => [rttUs, 1]),
    };
  });
}

/** The steps in an answer of the results API with `step`; throws a `TypeError`. */
export function binsOf(answer: unknown): PathBin[] {
  const steps = (answer as { steps?: unknown })?.steps;
  if (!Array.isArray(steps)) throw new TypeError("the answer holds no steps");
  const us = (ms: unknown) => typeof ms === "number" ? ms * 1000 : null;
  return steps.map((step) => {
    const atMs = Date.parse(step.t);
    if (Number.isNaN(atMs)) throw new TypeError(`a step's time is ${JSON.stringify(step.t)}`);
    const spread = (step.spread ?? []) as [number, number][];
    return {
      atMs,
      sent: Number(step.sent),
      lost: Number(step.lost),
      p5Us: us(step.p5),
      p50Us: us(step.p50),
      p95Us: us(step.p95),
      spread: spread.map(([rttMs, answers]) => [rttMs * 1000, answers]),
    };
  });
}

/** What bins come to: like `pathFigures()`, out of their distributions. */
export function binFigures(bins: readonly PathBin[]): PathFigures {
  const all = bins.flatMap(({ spread }) => spread).sort(([a], [b]) => a - b);
  const answers = all.reduce((sum, [, count]) => sum + count, 0);
  const sent = bins.reduce((sum, bin) => sum + bin.sent, 0);
  const lost = bins.reduce((sum, bin) => sum + bin.lost, 0);
  const rank = (share: number) => {
    let left = Math.ceil(share * answers);
    return all.find(([, count]) => (left -= count) <= 0)?.[0] ?? null;
  };
  return {
    sent,
    lost,
    lossPercent: sent ? 100 * lost / sent : 0,
    lastUs: null,
    jitterUs: null,
    minUs: all[0]?.[0] ?? null,
    medianUs: rank(0.5),
    p95Us: rank(0.95),
    p99Us: rank(0.99),
    maxUs: all.at(-1)?.[0] ?? null,
  };
}
