import { type AlertRule, inScope } from "@/shared/alerts.ts";
import type { Cell } from "@/shared/live/matrix.ts";
import type { AlertView, BadPath } from "../domain/alerts.ts";

/** Paths named in one alert; the rest is a count. */
const MAX_NAMED_PATHS = 20;

/** How one subject of a rule stands after a beat. */
export interface Verdict {
  subject: string;
  name: string;
  /** Enough agents see enough bad rounds. */
  bad: boolean;
  /** Some agent knows something: without that nothing clears. */
  known: boolean;
  paths: BadPath[];
  badPaths: number;
}

/**
 * What one rule remembers of each path: one bit a round, newest lowest, so that N of M is a count
 * of bits. 4 bytes a path in scope, of agents that saw something bad in these rounds; of the others
 * nothing.
 */
export class RuleMemory {
  #targets: AlertView["targets"] = [];
  /** Where the targets in scope stand in the view. */
  #columns: number[] = [];
  /** Bits of the targets in scope, by agent. */
  #rounds = new Map<string, Uint32Array>();
  /** Rounds judged since the rule is what it is. */
  beats = 0;

  constructor(readonly rule: AlertRule) {}

  /** Whether it has seen enough rounds to say that something is over. */
  get settled(): boolean {
    return this.beats >= this.rule.rounds.of;
  }

  /** Memory of the bits. */
  get byteLength(): number {
    return this.#rounds.values().reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Judges one more round of every path in scope; one verdict a subject. */
  judge(view: AlertView): Verdict[] {
    this.beats++;
    if (view.targets !== this.#targets) this.#align(view.targets);
    const badAgents = new Uint32Array(this.#columns.length);
    const isKnown = new Uint8Array(this.#columns.length);
    const rounds = new Map<string, Uint32Array>();
    for (const [row, { id }] of view.agents.entries()) {
      const bits = this.#row(view, row, badAgents, isKnown);
      if (bits) rounds.set(id, bits);
    }
    this.#rounds = rounds;
    return this.#verdicts(view, badAgents, isKnown);
  }

  /** Takes over what is known of targets that are still there, when the list has changed. */
  #align(targets: AlertView["targets"]): void {
    const places = new Map(this.#columns.map((column, n) => [this.#targets[column].id, n]));
    this.#targets = targets;
    this.#columns = [...targets.keys()].filter((n) => inScope(this.rule.scope, targets[n]));
    const from = this.#columns.map((column) => places.get(targets[column].id) ?? -1);
    if (from.length === places.size && from.every((place, n) => place === n)) return;
    for (const [agent, bits] of this.#rounds) {
      this.#rounds.set(agent, Uint32Array.from(from, (place) => bits[place] ?? 0));
    }
  }

  /** One agent's paths: its bits, or `null` when none is set. */
  #row(view: AlertView, row: number, badAgents: Uint32Array, isKnown: Uint8Array) {
    const { condition, rounds: { bad: enough, of } } = this.rule;
    const { id } = view.agents[row], cells = view.rows[row];
    const speaks = condition.kind === "nodata" && !view.young;
    const meets = meeting(condition, (percentile) => view.percentilesUs(id, percentile));
    const mask = of === 32 ? 0xffff_ffff : (1 << of) - 1;
    let bits = this.#rounds.get(id) ?? null, isAnySet = false;
    for (let n = 0; n < this.#columns.length; n++) {
      const column = this.#columns[n], cell = cells[column];
      // Silence is no loss: a path without data is forgotten, and speaks neither way.
      if (cell.state === "nodata" && !speaks) {
        if (bits) bits[n] = 0;
        continue;
      }
      isKnown[n] = 1;
      const isBad = meets(cell, column);
      if (!bits) {
        if (!isBad) continue;
        bits = new Uint32Array(this.#columns.length);
      }
      const now = (bits[n] << 1 | (isBad ? 1 : 0)) & mask;
      if (now !== 0) isAnySet = true;
      bits[n] = now;
      if (countBits(now) >= enough) badAgents[n]++;
    }
    return isAnySet ? bits : null;
  }

  #verdicts(view: AlertView, badAgents: Uint32Array, isKnown: Uint8Array): Verdict[] {
    const { rule } = this;
    const verdicts = new Map<string, Verdict>();
    for (const [n, column] of this.#columns.entries()) {
      const target = view.targets[column];
      const subject = rule.per === "target" ? `target:${target.id}` : `group:${target.group}`;
      let verdict = verdicts.get(subject);
      if (!verdict) {
        const name = rule.per === "target" ? target.name : target.group || "all targets";
        verdict = { subject, name, bad: false, known: false, paths: [], badPaths: 0 };
        verdicts.set(subject, verdict);
      }
      verdict.known ||= isKnown[n] === 1;
      if (badAgents[n] < rule.agents) continue;
      verdict.bad = true;
      verdict.badPaths += badAgents[n];
      this.#name(view, n, verdict.paths);
    }
    return [...verdicts.values()];
  }

  /** Adds the bad paths to one target, until enough are named. */
  #name(view: AlertView, n: number, paths: BadPath[]): void {
    const column = this.#columns[n], target = view.targets[column].name;
    for (let row = 0; row < view.agents.length && paths.length < MAX_NAMED_PATHS; row++) {
      const { id, name: agent } = view.agents[row];
      const bits = this.#rounds.get(id)?.[n] ?? 0;
      if (countBits(bits) < this.rule.rounds.bad) continue;
      const { state, lossPercent, rttUs } = view.rows[row][column];
      paths.push({ agent, target, state, lossPercent, rttUs });
    }
  }
}

/** Whether a cell of one row meets a condition. */
function meeting(
  condition: AlertRule["condition"],
  percentilesUs: (percentile: number) => ArrayLike<number>,
): (cell: Cell, column: number) => boolean {
  switch (condition.kind) {
    case "loss":
      return (cell) => cell.lossPercent >= condition.percent;
    case "state":
      return (cell) => condition.states.some((state) => state === cell.state);
    case "nodata":
      return (cell) => cell.state === "nodata";
    case "rtt": {
      const us = condition.ms * 1000;
      if (condition.percentile === 50) return ({ medianUs }) => medianUs !== null && medianUs > us;
      const found = percentilesUs(condition.percentile);
      return (_cell, column) => found[column] > us;
    }
  }
}

/** Set bits of a u32. */
function countBits(bits: number): number {
  let n = bits >>> 0;
  n = n - ((n >>> 1) & 0x5555_5555);
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333);
  return (Math.imul((n + (n >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24);
}
