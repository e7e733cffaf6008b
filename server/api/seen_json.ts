import type { BothSidesAnswer, Fates, SeenRound } from "../domain/both_sides.ts";

const time = (atMs: number) => new Date(atMs).toISOString();

/** Both sides of a path as the API tells them: its rounds, or steps of `stepMs`. */
export function seenJson({ witnesses, further, rounds }: BothSidesAnswer, stepMs: number | null) {
  const senders = witnesses.map(({ sender, count, farEnd }) => ({
    ...{ sender, count, far_end: farEnd },
  }));
  if (stepMs === null) {
    return {
      senders,
      further,
      rounds: rounds.map(({ atMs, fate, seen }) => ({ t: time(atMs), fate, seen })),
    };
  }
  const steps = fatesByStep(rounds, stepMs).map(({ atMs, ...fates }) => ({
    t: time(atMs),
    ...fates,
  }));
  return { senders, further, step_ms: stepMs, steps };
}

/** The rounds by stretches of `stepMs`, aligned to Unix time; stretches without one are left out. */
export function fatesByStep(rounds: readonly SeenRound[], stepMs: number): Fates[] {
  const steps: Fates[] = [];
  for (const { atMs, fate, seen } of rounds) {
    const startMs = Math.floor(atMs / stepMs) * stepMs;
    if (steps.at(-1)?.atMs !== startMs) {
      const none = { answered: 0, there: 0, back: 0, unknown: 0, unsent: 0, seen: 0 };
      steps.push({ atMs: startMs, ...none });
    }
    const step = steps.at(-1)!;
    step[fate]++;
    if (seen) step.seen++;
  }
  return steps;
}
