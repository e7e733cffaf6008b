/**
 * An RTT in the steps in which pages write it: 0.01 ms below 0.1 ms, 0.1 ms below 10 ms, 1 ms from
 * there. Two RTTs of one step read the same, so that a live view that sends steps shows no figure
 * that is wrong, and sends nothing for a change that nobody could see.
 */
export function rttStep(rttUs: number): number {
  if (rttUs < 95) return Math.round(rttUs / 10);
  if (rttUs < 9_950) return 9 + Math.round(rttUs / 100);
  return 99 + Math.round(rttUs / 1_000);
}

/** The RTT in microseconds that stands for a step: the middle of what reads like it. */
export function rttOfStep(step: number): number {
  if (step < 10) return step * 10;
  return step < 109 ? (step - 9) * 100 : (step - 99) * 1_000;
}

/** The largest code: RTTs from 65.4 s up are shown as 65.4 s. */
const MAX_CODE = 0xffff;

/** A step as 16 bits, where 0 stands for no RTT. */
export function rttCode(rttUs: number | null): number {
  return rttUs === null ? 0 : Math.min(MAX_CODE, rttStep(rttUs) + 1);
}

/** Reverse of {@linkcode rttCode}: microseconds, or `null` for 0. */
export function rttOfCode(code: number): number | null {
  return code === 0 ? null : rttOfStep(code - 1);
}
