import { DEFAULT_INTERVAL_MS, type Target, type TargetList } from "@/shared/target.ts";

/** An answer that comes later than this is a timeout. */
export const TIMEOUT_MS = 3_000;
/** Probes of a round are spread over this time, so that nothing bursts and no rounds overlap. */
export const SPREAD_MS = DEFAULT_INTERVAL_MS - TIMEOUT_MS - 100;

/** One target's place in the rounds. */
export interface Place {
  target: Target;
  /** Position in the list, and so in each round's results. */
  index: number;
  /** From the start of a round, in milliseconds. */
  offsetMs: number;
  /** It is probed in rounds whose number leaves `phase` when divided by `every`. */
  every: number;
  phase: number;
}

/** The places of a list's targets, in the order of their time in a round. */
export function planOf({ targets }: TargetList): Place[] {
  return targets.map((target, index) => {
    const hash = hashOf(target.id);
    const every = Math.max(1, Math.round(target.intervalMs / DEFAULT_INTERVAL_MS));
    // The spread takes the remainder of the hash, the phase what is left: they do not go together.
    const phase = Math.floor(hash / SPREAD_MS) % every;
    return { target, index, offsetMs: hash % SPREAD_MS, every, phase };
  }).sort((a, b) => a.offsetMs - b.offsetMs);
}

/** FNV-1a over the UTF-16 units of a target's id, with a last stir so that neighbours part. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b) >>> 0;
  return (hash ^ hash >>> 13) >>> 0;
}
