import type { PathSight } from "./path_cell.ts";

/** Probes kept of each target: what its state is made of. */
export const RECENT_PROBES = 6;

interface Probe {
  atMs: number;
  result: number;
}

/**
 * The newest few results of targets that are probed so rarely that an hour of rounds does not hold
 * enough of them. Results only: what was not probed is no result.
 */
export class RecentProbes {
  #probes = new Map<string, Probe[]>();

  /** How many results there are. */
  get size(): number {
    return [...this.#probes.values()].reduce((sum, probes) => sum + probes.length, 0);
  }

  /** Adds a result in the order of time; the oldest of too many goes. The same one again changes nothing. */
  add(targetId: string, atMs: number, result: number): void {
    let probes = this.#probes.get(targetId);
    if (!probes) this.#probes.set(targetId, probes = []);
    let place = probes.length;
    while (place > 0 && probes[place - 1].atMs > atMs) place--;
    if (probes[place - 1]?.atMs === atMs) return;
    probes.splice(place, 0, { atMs, result });
    if (probes.length > RECENT_PROBES) probes.shift();
  }

  /** The path as {@linkcode PathSight} has it, of an agent whose newest round began at `newestAtMs`. */
  sight(newestAtMs: number | null): PathSight {
    return {
      newestAtMs,
      oldestAtMs: null,
      lateRounds: null,
      visitBack: (targetId, toMs, visit) => {
        const probes = this.#probes.get(targetId) ?? [];
        for (let n = probes.length - 1; n >= 0; n--) {
          const { atMs, result } = probes[n];
          if (atMs <= toMs && !visit(atMs, result)) return;
        }
      },
    };
  }

  /** Forgets the other targets. */
  keepOnly(targetIds: ReadonlySet<string>): void {
    for (const id of this.#probes.keys()) if (!targetIds.has(id)) this.#probes.delete(id);
  }
}
