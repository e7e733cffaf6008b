import { BitReader, BitWriter } from "./bits.ts";
import { concat, MAX_CHUNK_RESULTS, unzigzag, zigzag } from "./result_chunk.ts";
import { readRice, writeRice } from "./rice.ts";
import { VarintReader, VarintWriter } from "./varint.ts";

/** A round without its results. */
export interface RoundHead {
  startedAtMs: number;
  session: number;
  round: number;
  revision: number;
  flags: number;
  notes: Uint8Array;
}

/**
 * What all paths of one agent share in one hour: its rounds, in the order of start, session and
 * number. Numbers are LEB128 where nothing else is said.
 *
 * | field                                                                                        |
 * | -------------------------------------------------------------------------------------------- |
 * | u8: version, 1                                                                               |
 * | n: rounds; absent from here when 0                                                           |
 * | start of the first, Unix milliseconds                                                        |
 * | runs; for each: rounds since the run's start before, session, number, revision, flags        |
 * | notes; for each: rounds since the note before, length, bytes                                 |
 * | bits: for each round but the first, zigzag of how much longer its distance from the round before it is than the distance before that, as Golomb–Rice codes (`rice.ts`) |
 *
 * A run goes on while session, revision and flags stay and the number counts up by one.
 */
const VERSION = 1;

export function encodeHeads(heads: readonly RoundHead[]): Uint8Array<ArrayBuffer> {
  const out = new VarintWriter().write(VERSION).write(heads.length);
  if (heads.length === 0) return out.finish();
  out.write(heads[0].startedAtMs);
  const runs = heads.flatMap((head, i) => i > 0 && goesOn(heads[i - 1], head) ? [] : [i]);
  out.write(runs.length);
  runs.forEach((at, r) => {
    const { session, round, revision, flags } = heads[at];
    out.write(at - (runs[r - 1] ?? 0)).write(session).write(round).write(revision).write(flags);
  });
  const notes = heads.flatMap((head, i) => head.notes.length > 0 ? [i] : []);
  out.write(notes.length);
  notes.forEach((at, n) => {
    out.write(at - (notes[n - 1] ?? 0)).write(heads[at].notes.length).writeBytes(heads[at].notes);
  });
  const codes = new Uint32Array(heads.length - 1);
  let distance = 0;
  for (let i = 1; i < heads.length; i++) {
    const next = heads[i].startedAtMs - heads[i - 1].startedAtMs;
    codes[i - 1] = zigzag(next - distance);
    distance = next;
  }
  const bits = new BitWriter();
  writeRice(bits, codes, 0, codes.length);
  return concat(out.finish(), bits.finish());
}

/** @throws {RangeError} for bytes that are no heads of this version */
export function decodeHeads(bytes: Uint8Array): RoundHead[] {
  const input = new VarintReader(bytes);
  const version = input.read();
  if (version !== VERSION) throw new RangeError(`unknown version ${version} of an hour's rounds`);
  const count = input.readUpTo(MAX_CHUNK_RESULTS);
  if (count === 0) return [];
  const firstAtMs = input.read();
  const heads: RoundHead[] = [];
  readRuns(input, heads, count);
  for (let n = input.readUpTo(count), at = 0; n > 0; n--) {
    at += input.readUpTo(count - 1 - at);
    heads[at].notes = input.readBytes(input.read());
  }
  readTimes(input, firstAtMs, count).forEach((atMs, i) => heads[i].startedAtMs = atMs);
  return heads;
}

/** Only the starts of the rounds, in Unix milliseconds, and their flags: all that a path needs. */
export function decodeStarts(bytes: Uint8Array): { starts: Float64Array; flags: Uint8Array } {
  const input = new VarintReader(bytes);
  const version = input.read();
  if (version !== VERSION) throw new RangeError(`unknown version ${version} of an hour's rounds`);
  const count = input.readUpTo(MAX_CHUNK_RESULTS);
  const flags = new Uint8Array(count);
  if (count === 0) return { starts: new Float64Array(), flags };
  const firstAtMs = input.read();
  for (let runs = input.readUpTo(count), at = 0; runs > 0; runs--) {
    at += input.readUpTo(count - 1 - at);
    for (let field = 0; field < 3; field++) input.read();
    // A run lasts until the next one begins.
    flags.fill(input.read(), at);
  }
  for (let notes = input.readUpTo(count); notes > 0; notes--) {
    input.read();
    input.readBytes(input.read());
  }
  return { starts: readTimes(input, firstAtMs, count), flags };
}

const NO_NOTES = new Uint8Array();

function goesOn(before: RoundHead, head: RoundHead): boolean {
  return head.session === before.session && head.round === before.round + 1 &&
    head.revision === before.revision && head.flags === before.flags;
}

function readRuns(input: VarintReader, heads: RoundHead[], count: number): void {
  const runs = input.readUpTo(count);
  let run: RoundHead | null = null;
  for (let r = 0, at = 0; r < runs; r++) {
    at += input.readUpTo(count - 1 - at);
    if ((at === 0) !== (r === 0)) throw new RangeError("the runs do not begin one after another");
    if (run) extend(heads, run, at);
    run = {
      startedAtMs: 0,
      session: input.read(),
      round: input.read(),
      revision: input.read(),
      flags: input.read(),
      notes: NO_NOTES,
    };
    heads.push({ ...run });
  }
  if (!run) throw new RangeError("rounds without a run");
  extend(heads, run, count);
}

/** Goes on with a run up to `count` heads; its first is there. */
function extend(heads: RoundHead[], run: RoundHead, count: number): void {
  while (heads.length < count) {
    heads.push({ ...run, round: heads[heads.length - 1].round + 1 });
  }
}

function readTimes(input: VarintReader, firstAtMs: number, count: number): Float64Array {
  const codes = new Uint32Array(count - 1);
  readRice(new BitReader(input.bytes, input.offset), codes, 0, codes.length);
  const times = new Float64Array(count);
  times[0] = firstAtMs;
  for (let i = 1, distance = 0; i < count; i++) {
    distance += unzigzag(codes[i - 1]);
    times[i] = times[i - 1] + distance;
  }
  return times;
}
