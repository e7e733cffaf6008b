import type { TargetList } from "@/shared/target.ts";
import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { HOUR_MS } from "../domain/results.ts";
import { AgentHour } from "./agent_hour.ts";
import { HourRemarks } from "./hour_remarks.ts";
import { windowOf } from "./path_cell.ts";
import { RecentProbes } from "./recent_probes.ts";

/** What is in memory of every agent, by its number: the last hour, and what an hour is too short for. */
export class LastHours {
  #hours = new Map<number, AgentHour>();
  #remarks = new Map<number, HourRemarks>();
  #recent = new Map<number, RecentProbes>();
  #rare: { of: TargetList["targets"]; windowsMs: Map<string, number> } | null = null;

  constructor(private readonly targets: { current(): TargetList }) {}

  hourOf(number: number): AgentHour | undefined {
    return this.#hours.get(number);
  }

  remarksOf(number: number): HourRemarks | undefined {
    return this.#remarks.get(number);
  }

  recentOf(number: number): RecentProbes {
    let recent = this.#recent.get(number);
    if (!recent) this.#recent.set(number, recent = new RecentProbes());
    return recent;
  }

  /** Memory of the rounds and their notes. */
  get byteLength(): number {
    let bytes = 0;
    for (const hour of this.#hours.values()) bytes += hour.byteLength;
    for (const remarks of this.#remarks.values()) bytes += remarks.bytes;
    return bytes;
  }

  /** @param ids targets of the list that the round names, in its order */
  add(number: number, frame: RoundFrame, ids: readonly string[]): void {
    let hour = this.#hours.get(number);
    if (!hour) this.#hours.set(number, hour = new AgentHour());
    hour.add(frame.startedAtMs, ids, frame.results, frame.flags);
    let remarks = this.#remarks.get(number);
    if (!remarks) this.#remarks.set(number, remarks = new HourRemarks());
    remarks.add(frame, ids);
    const rare = this.rareTargets();
    if (rare.size === 0) return;
    const recent = this.recentOf(number);
    ids.forEach((id, n) => {
      const result = frame.results[n];
      if (result !== RESULT_CODES.notProbed && rare.has(id)) {
        recent.add(id, frame.startedAtMs, result);
      }
    });
  }

  /** Targets of the list that an hour of rounds holds too few probes of, with their windows. */
  rareTargets(): Map<string, number> {
    const { targets } = this.targets.current();
    if (this.#rare?.of !== targets) {
      const windows = targets.map((target) => [target.id, windowOf(target)] as const);
      const windowsMs = new Map(windows.filter(([, windowMs]) => windowMs > HOUR_MS));
      this.#rare = { of: targets, windowsMs };
    }
    return this.#rare.windowsMs;
  }

  /** Keeps only these agents, the targets of the list, and hours that reach beyond `overMs`. */
  forget(numbers: ReadonlySet<number | null>, overMs: number): void {
    for (const kept of [this.#hours, this.#remarks, this.#recent]) {
      for (const number of kept.keys()) if (!numbers.has(number)) kept.delete(number);
    }
    for (const [number, { newestAtMs }] of this.#hours) {
      if (newestAtMs !== null && newestAtMs >= overMs) continue;
      for (const kept of [this.#hours, this.#remarks]) kept.delete(number);
    }
    const ids = new Set(this.targets.current().targets.map((target) => target.id));
    for (const hour of this.#hours.values()) hour.keepOnly(ids);
    const rare = this.rareTargets();
    for (const [number, hour] of this.#hours) {
      const recent = this.recentOf(number);
      recent.keepOnly(new Set(rare.keys()));
      for (const id of rare.keys()) {
        hour.visit(id, 0, (atMs, result) => recent.add(id, atMs, result));
      }
    }
  }
}
