import { rttOf } from "@/shared/wire/round_frame.ts";

/** Bits of an RTT's mantissa that its bucket keeps: a bucket is at most 1/64 of its RTT wide. */
const MANTISSA_BITS = 6;
const EXACT_BELOW = 2 ** (MANTISSA_BITS + 1);

/**
 * The bucket of an RTT: buckets of 1 µs below 128 µs, above it 64 to each doubling, as in an HDR
 * histogram. Whole numbers only, so every machine agrees; the error of a quantile is below 0.8 %.
 * @param rttUs a whole number from 0 to 2^32 - 1
 */
export function bucketOf(rttUs: number): number {
  if (rttUs < EXACT_BELOW) return rttUs;
  const shift = 31 - Math.clz32(rttUs) - MANTISSA_BITS;
  return (shift << MANTISSA_BITS) + (rttUs >>> shift);
}

/** The middle of a bucket in µs. */
export function bucketMiddleUs(bucket: number): number {
  if (bucket < EXACT_BELOW) return bucket;
  const shift = (bucket >>> MANTISSA_BITS) - 1;
  const low = ((bucket & (2 ** MANTISSA_BITS - 1)) + 2 ** MANTISSA_BITS) * 2 ** shift;
  return low + (2 ** shift - 1) / 2;
}

/**
 * What is kept of many results of one path: numbers of which two make one again, so that a
 * percentile over a day out of minutes is one over all results of that day, and no average of
 * percentiles. What was not probed is no result.
 */
export class Rollup {
  sent = 0;
  lost = 0;
  /** In µs; meaningless while all results are lost. */
  minUs = Infinity;
  maxUs = 0;
  sumUs = 0;
  /** Answers by {@linkcode bucketOf}. */
  readonly buckets = new Map<number, number>();

  /** @param result RTT or code, as in a round */
  add(result: number): void {
    const rttUs = rttOf(result);
    if (rttUs === undefined) return;
    this.sent++;
    if (rttUs === null) {
      this.lost++;
      return;
    }
    if (rttUs < this.minUs) this.minUs = rttUs;
    if (rttUs > this.maxUs) this.maxUs = rttUs;
    this.sumUs += rttUs;
    this.addToBucket(bucketOf(rttUs), 1);
  }

  addToBucket(bucket: number, count: number): void {
    this.buckets.set(bucket, (this.buckets.get(bucket) ?? 0) + count);
  }

  merge(other: Rollup): void {
    this.sent += other.sent;
    this.lost += other.lost;
    this.minUs = Math.min(this.minUs, other.minUs);
    this.maxUs = Math.max(this.maxUs, other.maxUs);
    this.sumUs += other.sumUs;
    for (const [bucket, count] of other.buckets) this.addToBucket(bucket, count);
  }

  /**
   * RTTs in µs that so many of all answers do not exceed (nearest rank), `null` without an answer.
   * Within 0.8 %, and never outside of what was measured.
   * @param quantiles from 0 to 1, ascending
   */
  quantilesUs(...quantiles: number[]): (number | null)[] {
    const answers = this.sent - this.lost;
    if (answers === 0) return quantiles.map(() => null);
    const sorted = [...this.buckets].sort(([a], [b]) => a - b);
    let seen = 0;
    let at = -1;
    return quantiles.map((q) => {
      const rank = Math.max(1, Math.ceil(q * answers));
      while (seen < rank) seen += sorted[++at][1];
      return Math.min(this.maxUs, Math.max(this.minUs, bucketMiddleUs(sorted[at][0])));
    });
  }
}

/** A step of a series. Times in Unix milliseconds, RTTs in µs, `null` without an answer. */
export interface Step {
  /** When the step begins. */
  atMs: number;
  /** 0 for no data: nothing was probed, or nothing has arrived. That is no loss. */
  sent: number;
  lost: number;
  minUs: number | null;
  p5Us: number | null;
  p50Us: number | null;
  p95Us: number | null;
  maxUs: number | null;
  meanUs: number | null;
  /** The distribution: the middle of each bucket in µs, and how many answers are in it. */
  spread: [rttUs: number, answers: number][];
}

export function toStep(atMs: number, rollup: Rollup | undefined): Step {
  if (!rollup || rollup.sent === rollup.lost) {
    const { sent, lost } = rollup ?? { sent: 0, lost: 0 };
    return {
      atMs,
      sent,
      lost,
      minUs: null,
      p5Us: null,
      p50Us: null,
      p95Us: null,
      maxUs: null,
      meanUs: null,
      spread: [],
    };
  }
  const { sent, lost, minUs, maxUs, sumUs } = rollup;
  const [p5Us, p50Us, p95Us] = rollup.quantilesUs(0.05, 0.5, 0.95);
  const meanUs = sumUs / (sent - lost), spread = spreadOf(rollup);
  return { atMs, sent, lost, minUs, p5Us, p50Us, p95Us, maxUs, meanUs, spread };
}

function spreadOf({ buckets }: Rollup): Step["spread"] {
  return [...buckets].sort(([a], [b]) => a - b)
    .map(([bucket, answers]) => [bucketMiddleUs(bucket), answers]);
}
