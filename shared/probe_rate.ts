import type { Target, TargetKind } from "./target.ts";

/**
 * Probes of each kind that one agent sends a second, at most, on average over an hour. 20,000 pings
 * a round are the longest list at the shortest interval; connections cost far more on both ends.
 */
export const MAX_PROBES_PER_SECOND: Readonly<Record<TargetKind, number>> = {
  icmp: 4_000,
  tcp: 400,
  http: 100,
};

/** Why a list asks for more than an agent does, in words for a person, or `null`. */
export function rateProblem(
  targets: readonly Pick<Target, "kind" | "intervalMs">[],
): string | null {
  const perSecond = { icmp: 0, tcp: 0, http: 0 };
  for (const { kind, intervalMs } of targets) perSecond[kind] += 1000 / intervalMs;
  for (const kind of ["icmp", "tcp", "http"] as const) {
    const most = MAX_PROBES_PER_SECOND[kind];
    // What is left over of adding up twenty thousand fractions is no reason to refuse.
    if (perSecond[kind] > most + 1e-6) {
      const asked = Math.ceil(perSecond[kind]);
      return `the ${kind} targets ask for ${asked} probes a second, and an agent sends ${most}: ` +
        "give them a longer interval";
    }
  }
  return null;
}
