import type { Agent } from "@/shared/agent.ts";
import type { MatrixTarget } from "@/shared/live/matrix.ts";
import type { PathNotes } from "@/shared/note_run.ts";
import type { Point } from "@/shared/point.ts";
import type { TargetList } from "@/shared/target.ts";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
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
import { LastHours } from "./last_hours.ts";
import { noteRuns } from "./note_runs.ts";
import { annotate, pointOf } from "./points.ts";
import { RowMaker } from "./row_maker.ts";

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

/** Rounds in, series out. The last hour is answered from memory, what is older from the store. */
export class Results implements ResultsService {
  #lastHours: LastHours;
  #rows: RowMaker;
  #receivedAtMs = new Map<number, number>();
  #idsOf = new Map<number, Promise<string[] | null>>();

  private constructor(private readonly options: ResultsOptions) {
    this.#lastHours = new LastHours(options.targets);
    this.#rows = new RowMaker(this.#lastHours, (number) => this.isSilent(number));
  }

  /** Reads the last hour back from the store. */
  static async open(options: ResultsOptions): Promise<Results> {
    const results = new Results(options);
    const fromMs = options.now() - HOUR_MS;
    for (const agent of options.agents.list()) {
      const number = numberOf(agent.id);
      if (number === null) continue;
      for (const frame of await options.store.rounds(number, fromMs, Number.MAX_SAFE_INTEGER)) {
        const ids = await results.#targetIds(frame.revision);
        if (ids) results.#lastHours.add(number, frame, ids);
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
    this.#lastHours.add(agentNumber, frame, ids);
    this.options.onRound?.(agentNumber, ids, frame);
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
      targets: this.#rows.columns(targets),
      rows: agents.map((agent) => this.#rows.row(numberOf(agent.id)!, targets)),
    };
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
    return this.#rows.percentilesUs(numberOf(agentId) ?? 0, percentile, targets);
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
      this.#lastHours.hourOf(number)?.visit(targetId, fromMs, (atMs, result, flags) => {
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
    const hour = this.#lastHours.remarksOf(number);
    if (this.#inMemory(fromMs) && fromMs >= (hour?.completeFromMs ?? -Infinity)) {
      return hour?.of(targetId, fromMs, toMs) ?? { sinceMs: fromMs, remarks: [] };
    }
    const { store } = this.options;
    return await store.pathRemarks(number, targetId, fromMs, toMs, MAX_NOTES_READ_BYTES);
  }

  /** Memory of the last hour, notes included. */
  get byteLength(): number {
    return this.#lastHours.byteLength;
  }

  /**
   * Call it when the list has changed, and now and then: agents and targets that are gone need no
   * memory, nor does an hour that is over.
   */
  forgetOld(): void {
    const numbers = new Set(this.options.agents.list().map(({ id }) => numberOf(id)));
    for (const number of this.#receivedAtMs.keys()) {
      if (!numbers.has(number)) this.#receivedAtMs.delete(number);
    }
    this.#lastHours.forget(numbers, this.options.now() - HOUR_MS);
    this.#rows.forget();
  }

  /** Reads back what the state of rarely probed targets is made of. */
  async #recallRare(number: number): Promise<void> {
    const nowMs = this.options.now(), recent = this.#lastHours.recentOf(number);
    for (const [id, windowMs] of this.#lastHours.rareTargets()) {
      const fromMs = nowMs - windowMs - HOUR_MS;
      const found = await this.options.store.pathResults(number, id, fromMs, nowMs + MAX_AHEAD_MS);
      found.atMs.forEach((atMs, n) => recent.add(id, atMs, found.results[n]));
    }
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
