import type { Agent } from "@/shared/agent.ts";
import type { Cell, MatrixTarget } from "@/shared/live/matrix.ts";
import type { PathNotes } from "@/shared/note_run.ts";
import type { Point } from "@/shared/point.ts";
import type { TargetList } from "@/shared/target.ts";
import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { Refusal } from "@/shared/refusal.ts";
import {
  HOUR_MS,
  type MatrixCells,
  type MatrixRows,
  MINUTE_MS,
  type Remarks,
  type ResultsService,
  type RoundStore,
} from "../domain/results.ts";
import { Rollup, type Step, toStep } from "../domain/rollup.ts";
import type { TargetStore } from "../domain/targets.ts";
import { AgentHour } from "./agent_hour.ts";
import { HourRemarks } from "./hour_remarks.ts";
import { noteRuns } from "./note_runs.ts";
import { windowOf } from "./path_cell.ts";
import { annotate, pointOf } from "./points.ts";
import { RecentProbes } from "./recent_probes.ts";
import { RowCells } from "./row_cells.ts";

export interface ResultsOptions {
  store: RoundStore;
  targets: { current(): TargetList } & Pick<TargetStore, "targetIdsOf">;
  agents: { list(): Agent[] };
  now: () => number;
  /** Told of every round that is new, once it is kept. */
  onRound?(agentNumber: number, targetIds: readonly string[], frame: RoundFrame): void;
}

/** An agent that is silent for longer has no data: two intervals of 5 s, and time to travel. */
const SILENCE_MS = 11_500;
/** Steps in one answer. */
const MAX_STEPS = 20_000;
/** Rounds from further ahead of our clock are refused: they would hide all that follow. */
const MAX_AHEAD_MS = 24 * HOUR_MS;
/** Revisions whose lists are remembered; agents use the newest few. */
const MAX_KNOWN_REVISIONS = 64;

/** Runs of notes in one answer. */
const MAX_NOTE_RUNS = 200;
/** Notes of all paths of the agent that are read for one answer. */
const MAX_NOTES_READ_BYTES = 16 * 1024 * 1024;
/** Notes are looked for in so much of a range, from its end. */
const NOTES_RANGE_MS = 7 * 24 * HOUR_MS;

/** A row as made last: of which list, and of which version of its hour (`null`: no data). */
interface KnownRow {
  targets: TargetList["targets"];
  version: number | null;
  made: RowCells;
  cells: Cell[];
}

/** Rounds in, series out. The last hour is answered from memory, what is older from the store. */
export class Results implements ResultsService {
  #hours = new Map<number, AgentHour>();
  #remarks = new Map<number, HourRemarks>();
  #recent = new Map<number, RecentProbes>();
  /** Targets of the list that an hour of rounds holds too few probes of, with their windows. */
  #rare: { of: TargetList["targets"]; windowsMs: Map<string, number> } | null = null;
  #receivedAtMs = new Map<number, number>();
  #idsOf = new Map<number, Promise<string[] | null>>();
  #rows = new Map<number, KnownRow>();
  #columns: { of: TargetList["targets"]; targets: MatrixTarget[] } | null = null;

  private constructor(private readonly options: ResultsOptions) {}

  /** Reads the last hour back from the store. */
  static async open(options: ResultsOptions): Promise<Results> {
    const results = new Results(options);
    const fromMs = options.now() - HOUR_MS;
    for (const agent of options.agents.list()) {
      const number = numberOf(agent.id);
      if (number === null) continue;
      for (const frame of await options.store.rounds(number, fromMs, Number.MAX_SAFE_INTEGER)) {
        const ids = await results.#targetIds(frame.revision);
        if (ids) results.#remember(number, frame, ids);
      }
      await results.#recallRare(number);
    }
    return results;
  }

  /**
   * Keeps a round; resolves when it is durable. The same round again changes nothing.
   * @throws {RangeError} when it does not fit the list it names, or lies in the future
   */
  async keepRound(agentNumber: number, frame: RoundFrame): Promise<void> {
    const ids = await this.#targetIds(frame.revision);
    if (!ids) throw new RangeError(`there was no target list of revision ${frame.revision}`);
    if (ids.length !== frame.results.length) {
      throw new RangeError(
        `revision ${frame.revision} has ${ids.length} targets, the round ${frame.results.length}`,
      );
    }
    const nowMs = this.options.now();
    if (frame.startedAtMs > nowMs + MAX_AHEAD_MS) {
      throw new RangeError("the round began over a day in the future: set the agent's clock");
    }
    const isNew = await this.options.store.addRound(agentNumber, frame);
    this.#receivedAtMs.set(agentNumber, nowMs);
    if (!isNew) return;
    this.#remember(agentNumber, frame, ids);
    this.options.onRound?.(agentNumber, ids, frame);
  }

  /**
   * Of each path in an agent's row of {@linkcode matrixRows}: see {@linkcode RowCells}. Empty when
   * the list is not `targets` any more.
   */
  percentilesUs(
    agentId: string,
    percentile: number,
    targets: readonly MatrixTarget[],
  ): ArrayLike<number> {
    const row = this.#rows.get(numberOf(agentId) ?? 0), columns = this.#columns;
    if (!row || columns?.targets !== targets || row.targets !== columns.of) return [];
    return row.made.percentilesUs(percentile);
  }

  /** Whether the agent's rounds have stopped coming. */
  isSilent(agentNumber: number): boolean {
    const receivedAtMs = this.#receivedAtMs.get(agentNumber);
    return receivedAtMs === undefined || this.options.now() - receivedAtMs > SILENCE_MS;
  }

  matrix(): MatrixCells {
    const { rows, ...rest } = this.matrixRows();
    return { ...rest, cells: rows.flat() };
  }

  /** The matrix for who compares it with the one before: see {@linkcode MatrixRows}. */
  matrixRows(): MatrixRows {
    const { targets } = this.options.targets.current();
    const agents = this.options.agents.list()
      .filter((agent) => agent.status === "approved" && agent.id !== null);
    return {
      sentAtMs: this.options.now(),
      agents: agents.map(({ id, name, group, connected, lastRoundAtMs }) => ({
        id: id!,
        name,
        group,
        connected,
        lastRoundAtMs,
      })),
      targets: this.#columnsOf(targets),
      rows: agents.map((agent) => this.#row(numberOf(agent.id)!, targets)),
    };
  }

  async path(agentId: string, targetId: string, fromMs: number, toMs: number): Promise<Point[]> {
    const number = numberOf(agentId);
    if (number === null) return [];
    const points: Point[] = [];
    await this.#visit(number, targetId, fromMs, toMs, (atMs, result, flags) => {
      const point = pointOf(atMs, result, flags);
      if (point) points.push(point);
    });
    return points;
  }

  async annotated(
    agentId: string,
    targetId: string,
    fromMs: number,
    toMs: number,
  ): Promise<{ points: Point[]; notes: PathNotes }> {
    const points = await this.path(agentId, targetId, fromMs, toMs);
    const { sinceMs, remarks } = await this.#remarksOn(agentId, targetId, fromMs, toMs);
    annotate(points, remarks);
    const runs = noteRuns(remarks, points.map(({ atMs }) => atMs), MAX_NOTE_RUNS);
    return { points, notes: { sinceMs, runs } };
  }

  async notes(
    agentId: string,
    targetId: string,
    fromMs: number,
    toMs: number,
  ): Promise<PathNotes> {
    const recentMs = Math.max(fromMs, Math.min(toMs, this.options.now()) - NOTES_RANGE_MS);
    if (recentMs >= toMs) return { sinceMs: toMs, runs: [] };
    return (await this.annotated(agentId, targetId, recentMs, toMs)).notes;
  }

  async steps(
    agentId: string,
    targetId: string,
    fromMs: number,
    toMs: number,
    stepMs: number,
  ): Promise<Step[]> {
    const number = numberOf(agentId);
    const startOf = (atMs: number) => Math.floor(atMs / stepMs) * stepMs;
    const firstMs = startOf(fromMs);
    const endMs = startOf(toMs - 1) + stepMs;
    const count = (endMs - firstMs) / stepMs;
    if (count > MAX_STEPS) {
      throw new Refusal("invalid", `${count} steps are too many: give a longer step`);
    }
    const found = new Map<number, Rollup>();
    const rollupAt = (atMs: number) => {
      const startMs = startOf(atMs);
      let rollup = found.get(startMs);
      if (!rollup) found.set(startMs, rollup = new Rollup());
      return rollup;
    };
    const lengthMs = stepMs % HOUR_MS === 0 ? HOUR_MS : stepMs % MINUTE_MS === 0 ? MINUTE_MS : null;
    if (number === null) found.clear();
    else if (lengthMs === null || this.#inMemory(firstMs)) {
      const add = (atMs: number, result: number) => rollupAt(atMs).add(result);
      await this.#visit(number, targetId, firstMs, endMs, add);
    } else {
      const { store } = this.options;
      const parts = await store.rollups(number, targetId, firstMs, endMs, lengthMs);
      for (const [atMs, part] of parts) rollupAt(atMs).merge(part);
    }
    return Array.from({ length: count }, (_, n) => {
      const atMs = firstMs + n * stepMs;
      return toStep(atMs, found.get(atMs));
    });
  }

  /** Whether a range that begins here is answered from memory alone. */
  #inMemory(fromMs: number): boolean {
    return fromMs >= this.options.now() - HOUR_MS;
  }

  /** Visits the results of one path, oldest first: the last hour in memory, what is older stored. */
  async #visit(
    number: number,
    targetId: string,
    fromMs: number,
    toMs: number,
    visit: (atMs: number, result: number, flags: number) => void,
  ): Promise<void> {
    if (this.#inMemory(fromMs)) {
      this.#hours.get(number)?.visit(targetId, fromMs, (atMs, result, flags) => {
        if (atMs < toMs) visit(atMs, result, flags);
      });
      return;
    }
    const { store } = this.options;
    const { atMs, results, flags } = await store.pathResults(number, targetId, fromMs, toMs);
    for (let i = 0; i < atMs.length; i++) visit(atMs[i], results[i], flags[i]);
  }

  /** As the results: of the last hour from memory, as far as that goes, else from the store. */
  async #remarksOn(
    agentId: string,
    targetId: string,
    fromMs: number,
    toMs: number,
  ): Promise<Remarks> {
    const number = numberOf(agentId);
    if (number === null) return { sinceMs: fromMs, remarks: [] };
    const hour = this.#remarks.get(number);
    if (this.#inMemory(fromMs) && fromMs >= (hour?.completeFromMs ?? -Infinity)) {
      return hour?.of(targetId, fromMs, toMs) ?? { sinceMs: fromMs, remarks: [] };
    }
    const { store } = this.options;
    return await store.pathRemarks(number, targetId, fromMs, toMs, MAX_NOTES_READ_BYTES);
  }

  #remember(number: number, frame: RoundFrame, ids: readonly string[]): void {
    this.#hour(number).add(frame.startedAtMs, ids, frame.results, frame.flags);
    let remarks = this.#remarks.get(number);
    if (!remarks) this.#remarks.set(number, remarks = new HourRemarks());
    remarks.add(frame, ids);
    const rare = this.#rareTargets();
    if (rare.size === 0) return;
    const recent = this.#recentOf(number);
    ids.forEach((id, n) => {
      const result = frame.results[n];
      if (result !== RESULT_CODES.notProbed && rare.has(id)) {
        recent.add(id, frame.startedAtMs, result);
      }
    });
  }

  /** Memory of the last hour, notes included. */
  get byteLength(): number {
    let bytes = 0;
    for (const hour of this.#hours.values()) bytes += hour.byteLength;
    for (const remarks of this.#remarks.values()) bytes += remarks.bytes;
    return bytes;
  }

  /**
   * Call it when the list has changed, and now and then: agents and targets that are gone need no
   * memory, nor does an hour that is over.
   */
  forgetOld(): void {
    const numbers = new Set(this.options.agents.list().map(({ id }) => numberOf(id)));
    for (const kept of [this.#hours, this.#remarks, this.#recent, this.#receivedAtMs, this.#rows]) {
      for (const number of kept.keys()) if (!numbers.has(number)) kept.delete(number);
    }
    const overMs = this.options.now() - HOUR_MS;
    for (const [number, { newestAtMs }] of this.#hours) {
      if (newestAtMs !== null && newestAtMs >= overMs) continue;
      for (const kept of [this.#hours, this.#remarks, this.#rows]) kept.delete(number);
    }
    const ids = new Set(this.options.targets.current().targets.map((target) => target.id));
    for (const hour of this.#hours.values()) hour.keepOnly(ids);
    const rare = this.#rareTargets();
    for (const [number, hour] of this.#hours) {
      const recent = this.#recentOf(number);
      recent.keepOnly(new Set(rare.keys()));
      for (const id of rare.keys()) {
        hour.visit(id, 0, (atMs, result) => recent.add(id, atMs, result));
      }
    }
  }

  #columnsOf(list: TargetList["targets"]): MatrixTarget[] {
    if (this.#columns?.of !== list) {
      const targets = list.map(({ id, name, address, group, warnMs }) => ({
        id,
        name,
        address,
        group,
        warnMs,
      }));
      this.#columns = { of: list, targets };
    }
    return this.#columns.targets;
  }

  /** A row is made again only when a round came, the agent fell silent, or the list changed. */
  #row(number: number, targets: TargetList["targets"]): Cell[] {
    const hour = this.#hours.get(number);
    const version = !hour || this.isSilent(number) ? null : hour.version;
    const known = this.#rows.get(number);
    if (known?.version === version && known.targets === targets) return known.cells;
    const made = known?.targets === targets ? known.made : new RowCells(targets);
    const rare = this.#rareTargets();
    const cells = version === null || !hour
      ? made.silent()
      : made.make(hour, this.#recentOf(number).sight(hour.newestAtMs), (id) => rare.has(id));
    this.#rows.set(number, { targets, version, made, cells });
    return cells;
  }

  #rareTargets(): Map<string, number> {
    const { targets } = this.options.targets.current();
    if (this.#rare?.of !== targets) {
      const windows = targets.map((target) => [target.id, windowOf(target)] as const);
      const windowsMs = new Map(windows.filter(([, windowMs]) => windowMs > HOUR_MS));
      this.#rare = { of: targets, windowsMs };
    }
    return this.#rare.windowsMs;
  }

  /** Reads back what the state of rarely probed targets is made of. */
  async #recallRare(number: number): Promise<void> {
    const nowMs = this.options.now(), recent = this.#recentOf(number);
    for (const [id, windowMs] of this.#rareTargets()) {
      const fromMs = nowMs - windowMs - HOUR_MS;
      const found = await this.options.store.pathResults(number, id, fromMs, nowMs + MAX_AHEAD_MS);
      found.atMs.forEach((atMs, n) => recent.add(id, atMs, found.results[n]));
    }
  }

  #recentOf(number: number): RecentProbes {
    let recent = this.#recent.get(number);
    if (!recent) this.#recent.set(number, recent = new RecentProbes());
    return recent;
  }

  #hour(number: number): AgentHour {
    let hour = this.#hours.get(number);
    if (!hour) this.#hours.set(number, hour = new AgentHour());
    return hour;
  }

  #targetIds(revision: number): Promise<string[] | null> {
    let ids = this.#idsOf.get(revision);
    if (!ids) {
      ids = this.options.targets.targetIdsOf(revision);
      this.#idsOf.set(revision, ids);
      if (this.#idsOf.size > MAX_KNOWN_REVISIONS) {
        this.#idsOf.delete(this.#idsOf.keys().next().value!);
      }
    }
    return ids;
  }
}

function numberOf(agentId: string | null): number | null {
  const number = /^agent_([1-9]\d{0,8})$/.exec(agentId ?? "")?.[1];
  return number === undefined ? null : Number(number);
}
