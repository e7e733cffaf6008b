import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";

export const AGENTS = 2;
export const TARGETS = 100;
export const HOURS = 24;
/** Rounds of one agent, one every 5 s. */
export const ROUNDS = HOURS * 720;
export const START_MS = Math.floor(1_795_000_000_000 / 3_600_000) * 3_600_000;

/** A uniform number from 0 to 1 for three numbers, always the same (a 32-bit finaliser). */
function uniform(a: number, b: number, c: number): number {
  let x = (a * 0x9e3779b1 ^ b * 0x85ebca6b ^ c * 0xc2b2ae35) >>> 0;
  for (const [shift, factor] of [[16, 0x7feb352d], [15, 0x846ca68b]]) {
    x = Math.imul(x ^ (x >>> shift), factor) >>> 0;
  }
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * A round as networks give it: a base RTT of 0.2 to 180 ms by path, a slow sine of 1 %, jitter of
 * gamma(2, 0.15 ms), 1 % lost.
 */
export function frameOf(agent: number, n: number): RoundFrame {
  const results = new Uint32Array(TARGETS);
  for (let target = 0; target < TARGETS; target++) {
    const path = agent * TARGETS + target;
    const seed = path * ROUNDS + n;
    if (uniform(seed, 1, 0) < 0.01) {
      results[target] = RESULT_CODES.timeout;
      continue;
    }
    const baseUs = 200 * 900 ** uniform(path, 2, 0);
    const slow = 1 + 0.01 * Math.sin(2 * Math.PI * n / ROUNDS + path);
    // The sum of two exponentials is a gamma of shape 2.
    const jitterUs = -150 * Math.log((1 - uniform(seed, 3, 0)) * (1 - uniform(seed, 4, 1)));
    results[target] = Math.round(baseUs * slow + jitterUs);
  }
  return {
    session: 7 + agent,
    round: n + 1,
    revision: 1,
    startedAtMs: START_MS + 5_000 * n,
    flags: 0,
    results,
    notes: new Uint8Array(),
  };
}
