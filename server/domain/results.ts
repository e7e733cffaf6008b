import type { Cell, MatrixAgent, MatrixTarget } from "@/shared/live/matrix.ts";
import type { PathNotes } from "@/shared/note_run.ts";
import type { Point } from "@/shared/point.ts";
import type { RoundFrame } from "@/shared/wire/round_frame.ts";
import type { ResultNote } from "@/shared/wire/round_notes.ts";
import type { Rollup, Step } from "./rollup.ts";

/** The matrix as it is now, row by row: `cells[row * targets.length + column]`. */
export interface MatrixCells {
  sentAtMs: number;
  agents: MatrixAgent[];
  targets: MatrixTarget[];
  cells: Cell[];
}

/** The matrix row by row. What did not change since the last call is the same object again. */
export interface MatrixRows {
  sentAtMs: number;
  agents: MatrixAgent[];
  targets: MatrixTarget[];
  /** One row an agent, one cell a target. */
  rows: (readonly Cell[])[];
}

export interface ResultsService {
  /** Every approved agent by every target, as it is now. */
  matrix(): MatrixCells;
  /** Raw points of one path, oldest first, `fromMs <= atMs < toMs`. */
  path(agentId: string, targetId: string, fromMs: number, toMs: number): Promise<Point[]>;
  /** The same, and what there is to say of them. */
  annotated(
    agentId: string,
    targetId: string,
    fromMs: number,
    toMs: number,
  ): Promise<{ points: Point[]; notes: PathNotes }>;
  /** What there is to say of one path's results in the newest week of a range. */
  notes(agentId: string, targetId: string, fromMs: number, toMs: number): Promise<PathNotes>;
  /**
   * One path in steps of `stepMs`, oldest first, aligned to Unix time: the first holds `fromMs`, the
   * last ends at or after `toMs`. Every step is there; one without data has `sent` 0.
   * @throws {Refusal} "invalid" for more than 20,000 steps
   */
  steps(
    agentId: string,
    targetId: string,
    fromMs: number,
    toMs: number,
    stepMs: number,
  ): Promise<Step[]>;
}

/** How the way of rounds to the disk is. Counts are since the start. */
export interface RoundStatus {
  /** Why no round can be stored now, in words, or `null`. */
  trouble: string | null;
  /** Rounds that wait for the disk, unacknowledged. */
  waiting: number;
  /** How many may wait; beyond that an agent is cut off and sends again later. */
  mostWaiting: number;
  /** Rounds refused because so many waited; none of them is lost. */
  refused: number;
}

/** Raw results of one path, oldest first: RTT in µs or a code, as in a round. */
export interface PathResults {
  atMs: Float64Array;
  results: Uint32Array;
  /** `ROUND_FLAGS` of the round of each. */
  flags: Uint8Array;
}

/** What a round says of one path beyond the result. */
export interface Remark {
  /** Start of the round, Unix milliseconds. */
  atMs: number;
  /** Bits of `ROUND_FLAGS`. */
  flags: number;
  /** Notes on this path's result. */
  notes: ResultNote[];
}

/** Remarks on one path, oldest first; before `sinceMs` they were not looked for. */
export interface Remarks {
  sinceMs: number;
  remarks: Remark[];
}

/** Lengths of roll-up that are kept, in milliseconds. */
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

export interface RoundStore {
  /**
   * Keeps one round. Resolves once it is durable; a round that is there already (same agent, start,
   * session and number), or so old that its hour has expired, changes nothing and returns false.
   * @throws {RangeError} when the round does not fit the list of its revision
   */
  addRound(agentNumber: number, frame: RoundFrame): Promise<boolean>;
  /** Rounds of one agent, oldest first, `fromMs <= startedAtMs < toMs`. */
  rounds(agentNumber: number, fromMs: number, toMs: number): Promise<RoundFrame[]>;
  /** Results of one path, without what was not probed, `fromMs <= atMs < toMs`. */
  pathResults(
    agentNumber: number,
    targetId: string,
    fromMs: number,
    toMs: number,
  ): Promise<PathResults>;
  /**
   * What the rounds of a range say of one path, the newest first looked for: once `maxBytes` of
   * notes (of all paths of the agent) were read, what is older is left out.
   */
  pathRemarks(
    agentNumber: number,
    targetId: string,
    fromMs: number,
    toMs: number,
    maxBytes: number,
  ): Promise<Remarks>;
  /**
   * Roll-ups of one path by the start of their minute or hour in Unix milliseconds, for every
   * minute or hour that begins in `fromMs <= t < toMs`. Ones without a result are left out.
   */
  rollups(
    agentNumber: number,
    targetId: string,
    fromMs: number,
    toMs: number,
    lengthMs: typeof MINUTE_MS | typeof HOUR_MS,
  ): Promise<Map<number, Rollup>>;
  /**
   * Packs hours that ended before `beforeMs`, at most `limit` hours of an agent; returns how many.
   * Reading gives the same before and after.
   */
  compact(beforeMs: number, limit: number): Promise<number>;
  /**
   * Removes the raw results of hours that ended before `beforeMs`, at most `limit` rows; returns how
   * many. Their roll-ups stay. Hours that are not packed yet are left.
   */
  removeRoundsBefore(beforeMs: number, limit: number): Promise<number>;
  /** The same for roll-ups of one length. */
  removeRollupsBefore(
    lengthMs: typeof MINUTE_MS | typeof HOUR_MS,
    beforeMs: number,
    limit: number,
  ): Promise<number>;
}
