import type { ByteReader } from "./byte_reader.ts";
import type { ByteWriter } from "./byte_writer.ts";
import { type CellArrays, emptyCells, isIll, type MatrixView, setCells } from "./matrix.ts";
import { MAX_STATE, moved, readPresence, writePresence } from "./matrix_snapshot.ts";

/** A row whose connection, newest round or cells changed. */
export interface RowChange {
  row: number;
  connected: boolean;
  lastRoundAtMs: number | null;
  /** All cells of the row, or `null` when they are as before. */
  cells: CellArrays | null;
  /** Whether the medians of the cells are new as well. */
  withMedians: boolean;
}

/** What changed since the message numbered `seq - 1`. */
export interface MatrixDelta {
  seq: number;
  sentAtMs: number;
  /** In the order of the rows, each row once. */
  rows: RowChange[];
}

const CELLS = 1, MEDIANS = 2;
const MAX_U16 = 0xffff, MAX_U32 = 0xffff_ffff;

/** Writes `delta` as the difference to `before`, the view of the message before it. */
export function writeDelta(writer: ByteWriter, before: MatrixView, delta: MatrixDelta): void {
  writer.number(delta.seq);
  writer.number(delta.sentAtMs);
  writer.number(delta.rows.length);
  let next = 0;
  for (const change of delta.rows) {
    const { row, cells, withMedians } = change;
    writer.number(row - next);
    next = row + 1;
    writePresence(writer, { ...before.agents[row], ...change }, delta.sentAtMs);
    writer.number((cells ? CELLS : 0) | (cells && withMedians ? MEDIANS : 0));
    if (cells) writeCells(writer, partOf(before, row), cells, withMedians);
  }
}

/**
 * Reads a delta on `before`. Changes nothing.
 * @throws {RangeError} for bytes that `writeDelta()` did not write for such a view
 */
export function readDelta(reader: ByteReader, before: MatrixView): MatrixDelta {
  const seq = reader.number(), sentAtMs = reader.number(), rows: RowChange[] = [];
  let next = 0;
  for (let n = reader.number(before.agents.length); n > 0; n--) {
    const row = moved(next, reader.number(), before.agents.length - 1);
    next = row + 1;
    const presence = readPresence(reader, sentAtMs);
    const flags = reader.number(CELLS | MEDIANS), withMedians = (flags & MEDIANS) !== 0;
    const cells = flags & CELLS ? readCells(reader, partOf(before, row), withMedians) : null;
    rows.push({ row, ...presence, cells, withMedians });
  }
  return { seq, sentAtMs, rows };
}

/** The view after `delta`. The arrays of the cells are those of `view`, changed in place. */
export function applyDelta(view: MatrixView, { seq, sentAtMs, rows }: MatrixDelta): MatrixView {
  const agents = rows.length ? view.agents.slice() : view.agents;
  for (const { row, connected, lastRoundAtMs, cells } of rows) {
    agents[row] = { ...agents[row], connected, lastRoundAtMs };
    if (cells) setCells(view, row * view.targets.length, cells);
  }
  return { ...view, seq, sentAtMs, agents };
}

/** The cells of a row, not copied. */
export function partOf(view: MatrixView, row: number): CellArrays {
  const from = row * view.targets.length, end = from + view.targets.length;
  return {
    states: view.states.subarray(from, end),
    rtts: view.rtts.subarray(from, end),
    medians: view.medians.subarray(from, end),
    lost: view.lost.subarray(from, end),
    sinceS: view.sinceS.subarray(from, end),
  };
}

/**
 * RTTs as differences, which are small and often 0; the few states that changed; the loss of who
 * lost something.
 */
function writeCells(writer: ByteWriter, old: CellArrays, now: CellArrays, withMedians: boolean) {
  const width = now.states.length;
  for (let n = 0; n < width; n++) writer.signed(now.rtts[n] - old.rtts[n]);
  if (withMedians) {
    for (let n = 0; n < width; n++) {
      writer.signed(now.medians[n] - old.medians[n]);
    }
  }
  const changed: number[] = [];
  for (let n = 0; n < width; n++) {
    if (now.states[n] !== old.states[n] || now.sinceS[n] !== old.sinceS[n]) changed.push(n);
  }
  writer.number(changed.length);
  let next = 0;
  for (const n of changed) {
    writer.number(n - next);
    next = n + 1;
    writer.number(now.states[n]);
    writer.number(now.sinceS[n]);
  }
  for (let n = 0; n < width; n++) {
    if (isIll(now.states[n])) writer.signed(now.lost[n] - old.lost[n]);
  }
}

function readCells(reader: ByteReader, old: CellArrays, withMedians: boolean): CellArrays {
  const width = old.states.length, now = emptyCells(width);
  for (let n = 0; n < width; n++) now.rtts[n] = moved(old.rtts[n], reader.signed(), MAX_U16);
  now.medians.set(old.medians);
  if (withMedians) {
    for (let n = 0; n < width; n++) {
      now.medians[n] = moved(old.medians[n], reader.signed(), MAX_U16);
    }
  }
  now.states.set(old.states);
  now.sinceS.set(old.sinceS);
  let next = 0;
  for (let left = reader.number(width); left > 0; left--) {
    const n = moved(next, reader.number(), width - 1);
    next = n + 1;
    now.states[n] = reader.number(MAX_STATE);
    now.sinceS[n] = reader.number(MAX_U32);
  }
  for (let n = 0; n < width; n++) {
    if (isIll(now.states[n])) now.lost[n] = moved(old.lost[n], reader.signed(), 1_000);
  }
  return now;
}
