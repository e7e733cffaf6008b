import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { notesOn } from "@/shared/wire/round_notes.ts";
import type { Remark, Remarks, RoundStore } from "../domain/results.ts";
import { HOUR_MS } from "../domain/results.ts";
import { Rollup } from "../domain/rollup.ts";
import type { TargetStore } from "../domain/targets.ts";
import { inOrder } from "./agent_hour_rows.ts";

/**
 * The store of rounds in plain arrays, without a limit: what every other one must do the same as.
 * For tests.
 */
export class MemoryRoundStore implements RoundStore {
  #rounds = new Map<number, RoundFrame[]>();
  #floorMs = 0;
  #rollupFloorMs = new Map<number, number>();
  #expired: { agent: number; frame: RoundFrame }[] = [];

  constructor(private readonly lists: Pick<TargetStore, "targetIdsOf">) {}

  async addRound(agent: number, frame: RoundFrame): Promise<boolean> {
    const ids = await this.lists.targetIdsOf(frame.revision);
    if (ids?.length !== frame.results.length) {
      throw new RangeError(
        ids ? "the round does not fit its list" : "there was no target list of this revision",
      );
    }
    const rounds = this.#of(agent);
    if (frame.startedAtMs < this.#floorMs || rounds.some((r) => inOrder(r, frame) === 0)) {
      return false;
    }
    rounds.push(frame);
    rounds.sort(inOrder);
    return true;
  }

  rounds(agent: number, fromMs: number, toMs: number): Promise<RoundFrame[]> {
    const inRange = this.#of(agent).filter(within(fromMs, toMs));
    return Promise.resolve(inRange);
  }

  async pathResults(agent: number, targetId: string, fromMs: number, toMs: number) {
    const found = await this.#resultsOf(await this.rounds(agent, fromMs, toMs), targetId);
    return {
      atMs: Float64Array.from(found, ([atMs]) => atMs),
      results: Uint32Array.from(found, ([, result]) => result),
      flags: Uint8Array.from(found, ([, , flags]) => flags),
    };
  }

  async pathRemarks(
    agent: number,
    targetId: string,
    fromMs: number,
    toMs: number,
    maxBytes: number,
  ): Promise<Remarks> {
    const remarks: Remark[] = [];
    let sinceMs = fromMs, leftBytes = maxBytes;
    for (const frame of (await this.rounds(agent, fromMs, toMs)).toReversed()) {
      leftBytes -= frame.notes.length;
      if (leftBytes < 0) {
        sinceMs = frame.startedAtMs + 1;
        break;
      }
      const at = (await this.lists.targetIdsOf(frame.revision))!.indexOf(targetId);
      const notes = at < 0 ? [] : notesOn(frame.notes, at);
      if (at < 0 || (frame.flags === 0 && notes.length === 0)) continue;
      remarks.unshift({ atMs: frame.startedAtMs, flags: frame.flags, notes });
    }
    return { sinceMs, remarks: remarks.filter(({ atMs }) => atMs >= sinceMs) };
  }

  async rollups(agent: number, targetId: string, fromMs: number, toMs: number, lengthMs: number) {
    const expired = this.#expired.filter((e) => e.agent === agent).map((e) => e.frame);
    const floorMs = this.#rollupFloorMs.get(lengthMs) ?? 0;
    const found = new Map<number, Rollup>();
    for (
      const [atMs, result] of await this.#resultsOf([...expired, ...this.#of(agent)], targetId)
    ) {
      const startMs = Math.floor(atMs / lengthMs) * lengthMs;
      if (startMs < Math.max(fromMs, floorMs) || startMs >= toMs) continue;
      if (!found.has(startMs)) found.set(startMs, new Rollup());
      found.get(startMs)!.add(result);
    }
    return found;
  }

  compact(): Promise<number> {
    return Promise.resolve(0);
  }

  removeRoundsBefore(beforeMs: number): Promise<number> {
    this.#floorMs = Math.floor(beforeMs / HOUR_MS) * HOUR_MS;
    let removed = 0;
    for (const [agent, rounds] of this.#rounds) {
      const old = rounds.filter(within(0, this.#floorMs));
      this.#expired.push(...old.map((frame) => ({ agent, frame })));
      rounds.splice(0, old.length);
      removed += old.length;
    }
    return Promise.resolve(removed);
  }

  removeRollupsBefore(lengthMs: number, beforeMs: number): Promise<number> {
    this.#rollupFloorMs.set(lengthMs, Math.floor(beforeMs / HOUR_MS) * HOUR_MS);
    return Promise.resolve(0);
  }

  #of(agent: number): RoundFrame[] {
    if (!this.#rounds.has(agent)) this.#rounds.set(agent, []);
    return this.#rounds.get(agent)!;
  }

  async #resultsOf(
    rounds: RoundFrame[],
    targetId: string,
  ): Promise<[atMs: number, result: number, flags: number][]> {
    const found: [number, number, number][] = [];
    for (const { revision, startedAtMs, results, flags } of rounds) {
      const at = (await this.lists.targetIdsOf(revision))!.indexOf(targetId);
      if (at < 0 || results[at] === RESULT_CODES.notProbed) continue;
      found.push([startedAtMs, results[at], flags]);
    }
    return found;
  }
}

const within = (fromMs: number, toMs: number) => ({ startedAtMs }: RoundFrame) =>
  startedAtMs >= fromMs && startedAtMs < toMs;
