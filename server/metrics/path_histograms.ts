import { rttOf } from "@/shared/wire/round_frame.ts";

/** First upper bound in µs; each next one is twice as high, as smokeping_prober has them. */
const FIRST_BOUND_US = 50;
/** The last finite bound is 3.2768 s: an agent waits 3 s. */
const BOUNDS = 17;
/** Counts of a path: one a bucket with `+Inf`, then the probes sent. */
const COUNTS = BOUNDS + 2;
const SENT = BOUNDS + 1;

/** Upper bounds in seconds, without `+Inf`. */
export const BOUNDS_S: readonly number[] = Array.from(
  { length: BOUNDS },
  (_, n) => FIRST_BOUND_US * 2 ** n / 1e6,
);

/** What is counted of one path since the start of the server. */
export interface PathCounts {
  sent: number;
  answered: number;
  sumSeconds: number;
  /** Answers up to each of {@linkcode BOUNDS_S}, and all of them at the end. */
  cumulative: number[];
}

/** One agent's counts: a row of {@linkcode COUNTS} for each slot. */
interface AgentCounts {
  counts: Uint32Array;
  sumUs: Float64Array;
}

/**
 * Histograms of the RTT of every path in typed arrays: 84 bytes a path, 17 MB for 200,000. A target
 * has the same slot with every agent, and its slot is used again when it is gone.
 */
export class PathHistograms {
  #slots = new Map<string, number>();
  #free: number[] = [];
  #agents = new Map<string, AgentCounts>();
  #rounds = 0;
  #last: { targetIds: readonly string[]; slots: Uint32Array } | null = null;

  /** Rounds that were counted. */
  get rounds(): number {
    return this.#rounds;
  }

  /** Memory of the arrays. */
  get byteLength(): number {
    let bytes = 0;
    for (const { counts, sumUs } of this.#agents.values()) {
      bytes += counts.byteLength + sumUs.byteLength;
    }
    return bytes;
  }

  /** Counts one round. */
  add(agentId: string, targetIds: readonly string[], results: Uint32Array): void {
    this.#rounds++;
    const slots = this.#slotsOf(targetIds);
    const { counts, sumUs } = this.#agent(agentId);
    for (let i = 0; i < targetIds.length; i++) {
      const rttUs = rttOf(results[i]);
      if (rttUs === undefined) continue;
      const slot = slots[i];
      counts[slot * COUNTS + SENT]++;
      if (rttUs === null) continue;
      counts[slot * COUNTS + bucketOf(rttUs)]++;
      sumUs[slot] += rttUs;
    }
  }

  /** `null` for a path of which nothing is known. */
  of(agentId: string, targetId: string): PathCounts | null {
    const agent = this.#agents.get(agentId), slot = this.#slots.get(targetId);
    if (!agent || slot === undefined || slot >= agent.sumUs.length) return null;
    const row = agent.counts.subarray(slot * COUNTS, (slot + 1) * COUNTS);
    if (row[SENT] === 0) return null;
    let answered = 0;
    const cumulative: number[] = [];
    for (let n = 0; n <= BOUNDS; n++) cumulative.push(answered += row[n]);
    return { sent: row[SENT], answered, sumSeconds: agent.sumUs[slot] / 1e6, cumulative };
  }

  /** Forgets agents and targets that are not there any more. */
  keepOnly(agentIds: ReadonlySet<string>, targetIds: ReadonlySet<string>): void {
    this.#last = null;
    for (const id of this.#agents.keys()) if (!agentIds.has(id)) this.#agents.delete(id);
    for (const [id, slot] of this.#slots) {
      if (targetIds.has(id)) continue;
      this.#slots.delete(id);
      this.#free.push(slot);
      for (const { counts, sumUs } of this.#agents.values()) {
        counts.fill(0, slot * COUNTS, (slot + 1) * COUNTS);
        if (slot < sumUs.length) sumUs[slot] = 0;
      }
    }
  }

  /** Slots of a round's targets: agents of one list name them in the same array. */
  #slotsOf(targetIds: readonly string[]): Uint32Array {
    if (this.#last?.targetIds === targetIds) return this.#last.slots;
    for (const id of targetIds) if (!this.#slots.has(id)) this.#open(id);
    const slots = Uint32Array.from(targetIds, (id) => this.#slots.get(id)!);
    this.#last = { targetIds, slots };
    return slots;
  }

  #open(targetId: string): void {
    this.#slots.set(targetId, this.#free.pop() ?? this.#slots.size);
  }

  /** The agent's arrays, long enough for every slot. */
  #agent(agentId: string): AgentCounts {
    const slots = this.#slots.size + this.#free.length;
    const known = this.#agents.get(agentId);
    if (known && known.sumUs.length >= slots) return known;
    const counts = new Uint32Array(slots * COUNTS), sumUs = new Float64Array(slots);
    if (known) {
      counts.set(known.counts);
      sumUs.set(known.sumUs);
    }
    const agent = { counts, sumUs };
    this.#agents.set(agentId, agent);
    return agent;
  }
}

/** The first bucket whose bound is not below the RTT; the one after the last is `+Inf`. */
function bucketOf(rttUs: number): number {
  const steps = Math.ceil(rttUs / FIRST_BOUND_US);
  return steps <= 1 ? 0 : Math.min(32 - Math.clz32(steps - 1), BOUNDS);
}
