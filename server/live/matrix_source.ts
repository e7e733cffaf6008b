import { deflateRawSync } from "node:zlib";
import {
  type CellArrays,
  emptyCells,
  type MatrixView,
  packCells,
  setCells,
  STATE_CODES,
} from "@/shared/live/matrix.ts";
import {
  applyDelta,
  type MatrixDelta,
  partOf,
  type RowChange,
} from "@/shared/live/matrix_delta.ts";
import { deltaBody, MATRIX_VERSION, snapshotBody } from "@/shared/live/matrix_message.ts";
import type { MatrixRows } from "../domain/results.ts";
import type { TopicSource } from "./topic.ts";

/** Medians move slowly: they go along with every third round of an agent. */
const MEDIAN_ROUNDS = 3;

/**
 * The matrix as a live topic: it compares with what was sent before, looking only into rows that were
 * made anew. RTTs are in steps of what a cell shows, so that a cell that would look the same costs
 * nothing.
 */
export function matrixSource(read: () => MatrixRows) {
  let now = read(), sent = viewOf(now), rounds = new Uint32Array(now.rows.length);

  return {
    snapshot: (seq: number) => message(snapshotBody({ ...sent, seq })),
    delta: (seq: number) => {
      const before = now;
      now = read();
      if (!sameShape(before, now)) {
        sent = viewOf(now);
        rounds = new Uint32Array(now.rows.length);
        return message(snapshotBody({ ...sent, seq }));
      }
      const rows = now.rows.flatMap((_, row) => changeOf(row, { before, now, sent, rounds }) ?? []);
      if (rows.length === 0) return null;
      const delta: MatrixDelta = { seq, sentAtMs: now.sentAtMs, rows };
      const body = deltaBody(sent, delta);
      sent = applyDelta(sent, delta);
      return message(body);
    },
  } satisfies TopicSource;
}

function message(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const packed = deflateRawSync(body);
  const whole = new Uint8Array(1 + packed.length);
  whole[0] = MATRIX_VERSION;
  whole.set(packed, 1);
  return whole;
}

function viewOf({ sentAtMs, agents, targets, rows }: MatrixRows): MatrixView {
  const cells = emptyCells(agents.length * targets.length);
  rows.forEach((row, n) => setCells(cells, n * targets.length, packCells(row)));
  return { seq: 0, sentAtMs, agents, targets, ...cells };
}

/** Rows, columns and their names: what a delta cannot change. */
function sameShape(before: MatrixRows, now: MatrixRows): boolean {
  const names = ({ agents }: MatrixRows) =>
    JSON.stringify(agents.map(({ id, name, group }) => [id, name, group]));
  const sameTargets = before.targets === now.targets ||
    JSON.stringify(before.targets) === JSON.stringify(now.targets);
  return sameTargets && names(before) === names(now);
}

interface Step {
  before: MatrixRows;
  now: MatrixRows;
  sent: MatrixView;
  /** Rounds of each row so far, for whose turn it is to send medians. */
  rounds: Uint32Array;
}

function changeOf(row: number, { before, now, sent, rounds }: Step): RowChange | null {
  const { connected, lastRoundAtMs } = now.agents[row], old = before.agents[row];
  const samePresence = old.connected === connected && old.lastRoundAtMs === lastRoundAtMs;
  const change = { row, connected, lastRoundAtMs, cells: null, withMedians: false };
  if (before.rows[row] === now.rows[row]) return samePresence ? null : change;
  const cells = packCells(now.rows[row]), known = partOf(sent, row);
  const withMedians = rounds[row]++ % MEDIAN_ROUNDS === 0 || hasNewData(known, cells);
  if (!withMedians) cells.medians = known.medians.slice();
  if (sameCells(known, cells)) return samePresence ? null : change;
  return { ...change, cells, withMedians };
}

/** Whether a path has data that had none: its median may be of long ago. */
function hasNewData(old: CellArrays, now: CellArrays): boolean {
  const { nodata } = STATE_CODES;
  return now.states.some((state, n) => state !== nodata && old.states[n] === nodata);
}

function sameCells(a: CellArrays, b: CellArrays): boolean {
  const same = (x: ArrayLike<number>, y: ArrayLike<number>) => {
    for (let n = 0; n < x.length; n++) if (x[n] !== y[n]) return false;
    return true;
  };
  return same(a.states, b.states) && same(a.rtts, b.rtts) && same(a.medians, b.medians) &&
    same(a.lost, b.lost) && same(a.sinceS, b.sinceS);
}
