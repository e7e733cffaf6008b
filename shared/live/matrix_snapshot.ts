import type { ByteReader } from "./byte_reader.ts";
import type { ByteWriter } from "./byte_writer.ts";
import {
  emptyCells,
  isIll,
  type MatrixAgent,
  type MatrixTarget,
  type MatrixView,
} from "./matrix.ts";

/** The largest code of a state. */
export const MAX_STATE = 3;
const MAX_U16 = 0xffff, MAX_U32 = 0xffff_ffff;

/**
 * Writes everything: number and time, the agents, the targets, then one column after the other of
 * all cells: states, RTTs, medians, and of the slow and failed ones their loss and since when.
 */
export function writeSnapshot(writer: ByteWriter, view: MatrixView): void {
  writer.number(view.seq);
  writer.number(view.sentAtMs);
  writer.number(view.agents.length);
  for (const agent of view.agents) writeAgent(writer, agent, view.sentAtMs);
  writer.number(view.targets.length);
  for (const target of view.targets) writeTarget(writer, target);
  for (const state of view.states) writer.number(state);
  for (const rtt of view.rtts) writer.number(rtt);
  // Close to the newest RTT most of the time.
  view.medians.forEach((median, n) => writer.signed(median - view.rtts[n]));
  view.states.forEach((state, n) => {
    if (!isIll(state)) return;
    writer.number(view.lost[n]);
    writer.number(view.sinceS[n]);
  });
}

/** @throws {RangeError} for bytes that `writeSnapshot()` did not write */
export function readSnapshot(reader: ByteReader): MatrixView {
  const seq = reader.number(), sentAtMs = reader.number();
  const agents: MatrixAgent[] = [], targets: MatrixTarget[] = [];
  for (let n = reader.number(reader.left); n > 0; n--) agents.push(readAgent(reader, sentAtMs));
  for (let n = reader.number(reader.left); n > 0; n--) targets.push(readTarget(reader));
  const count = agents.length * targets.length;
  if (count > reader.left) throw new RangeError(`${count} cells are not in the message`);
  const view = { seq, sentAtMs, agents, targets, ...emptyCells(count) };
  for (let n = 0; n < count; n++) view.states[n] = reader.number(MAX_STATE);
  for (let n = 0; n < count; n++) view.rtts[n] = reader.number(MAX_U16);
  for (let n = 0; n < count; n++) view.medians[n] = moved(view.rtts[n], reader.signed(), MAX_U16);
  for (let n = 0; n < count; n++) {
    if (!isIll(view.states[n])) continue;
    view.lost[n] = reader.number(1_000);
    view.sinceS[n] = reader.number(MAX_U32);
  }
  return view;
}

/** @throws {RangeError} when the sum is not in 0 … `max` */
export function moved(from: number, by: number, max: number): number {
  const to = from + by;
  if (to < 0 || to > max) throw new RangeError(`${to} in the message is not in 0 … ${max}`);
  return to;
}

const CONNECTED = 1, HAS_ROUND = 2;

/** What changes of an agent: whether it is connected, and its newest round. */
export function writePresence(
  writer: ByteWriter,
  { connected, lastRoundAtMs }: MatrixAgent,
  sentAtMs: number,
): void {
  writer.number((connected ? CONNECTED : 0) | (lastRoundAtMs === null ? 0 : HAS_ROUND));
  if (lastRoundAtMs !== null) writer.signed(sentAtMs - lastRoundAtMs);
}

export function readPresence(reader: ByteReader, sentAtMs: number) {
  const flags = reader.number(CONNECTED | HAS_ROUND);
  return {
    connected: (flags & CONNECTED) !== 0,
    lastRoundAtMs: flags & HAS_ROUND ? sentAtMs - reader.signed() : null,
  };
}

function writeAgent(writer: ByteWriter, agent: MatrixAgent, sentAtMs: number): void {
  writer.text(agent.id);
  writer.text(agent.name);
  writer.text(agent.group);
  writePresence(writer, agent, sentAtMs);
}

function readAgent(reader: ByteReader, sentAtMs: number): MatrixAgent {
  const id = reader.text(), name = reader.text(), group = reader.text();
  return { id, name, group, ...readPresence(reader, sentAtMs) };
}

function writeTarget(writer: ByteWriter, target: MatrixTarget): void {
  writer.text(target.id);
  writer.text(target.name);
  writer.text(target.address);
  writer.text(target.group);
  // Any number above 0, also a part of a millisecond.
  writer.text(String(target.warnMs));
}

function readTarget(reader: ByteReader): MatrixTarget {
  const id = reader.text(), name = reader.text(), address = reader.text(), group = reader.text();
  const warnMs = Number(reader.text());
  if (!Number.isFinite(warnMs)) throw new RangeError("a limit of the message is no number");
  return { id, name, address, group, warnMs };
}
