import { FIRST_RESULT_CODE } from "@/shared/wire/round_frame.ts";
import { BitReader, BitWriter } from "./bits.ts";
import { readRice, riceBits, writeRice } from "./rice.ts";
import { VarintReader, VarintWriter } from "./varint.ts";

/**
 * The results of one path in one hour, in the order of the hour's rounds (see `round_heads.ts`),
 * lossless. Numbers are LEB128 where nothing else is said.
 *
 * | field                                                                                    |
 * | ---------------------------------------------------------------------------------------- |
 * | u8: version, 1                                                                           |
 * | n: results                                                                               |
 * | c: runs of equal codes; for each: results since the run before, `256·(length-1) + code'` |
 * | RTTs a block (the last one may be shorter); absent when there is no RTT at all           |
 * | for each block: its smallest RTT, as zigzag of the difference from the block before      |
 * | bits: for each block, its RTTs less its smallest, as Golomb–Rice codes (`rice.ts`)       |
 *
 * `code'` is `0xffffffff` less the result. RTTs of a path gather just above a floor that moves
 * slowly, with a tail of about exponential shape: what Golomb codes are made for.
 */
const VERSION = 1;
/** Sizes of block that are tried; small ones follow a floor that moves, large ones cost less. */
const BLOCK_SIZES = [1024, 240, 120];
/** A chunk with more is damaged: an hour has 720 rounds, and some from another process. */
export const MAX_CHUNK_RESULTS = 1_000_000;

export function encodeChunk(results: Uint32Array): Uint8Array<ArrayBuffer> {
  const head = new VarintWriter().write(VERSION).write(results.length);
  const rtts = new Uint32Array(results.length);
  let count = 0;
  for (let i = 0; i < results.length; i++) {
    if (results[i] < FIRST_RESULT_CODE) rtts[count++] = results[i];
  }
  writeRuns(head, results);
  if (count === 0) return head.finish();
  return writeBlocks(head, rtts.subarray(0, count));
}

/** @throws {RangeError} for bytes that are no chunk of this version */
export function decodeChunk(bytes: Uint8Array): Uint32Array<ArrayBuffer> {
  const head = new VarintReader(bytes);
  const version = head.read();
  if (version !== VERSION) throw new RangeError(`unknown version ${version} of a chunk`);
  const results = new Uint32Array(head.readUpTo(MAX_CHUNK_RESULTS));
  const codes = readRuns(head, results);
  if (codes === results.length) return results;
  const rtts = readBlocks(head, results.length - codes);
  // What is no code is 0 still.
  for (let i = 0, n = 0; i < results.length; i++) if (results[i] === 0) results[i] = rtts[n++];
  return results;
}

function writeRuns(out: VarintWriter, results: Uint32Array): void {
  const runs: number[] = [];
  for (let i = 0, end = 0; i < results.length; i++) {
    if (results[i] < FIRST_RESULT_CODE) continue;
    const start = i;
    while (i + 1 < results.length && results[i + 1] === results[start]) i++;
    runs.push(start - end, 256 * (i - start) + (0xffff_ffff - results[start]));
    end = i + 1;
  }
  out.write(runs.length / 2);
  for (const number of runs) out.write(number);
}

/** Puts the codes in their places and returns how many there are. */
function readRuns(head: VarintReader, results: Uint32Array): number {
  let codes = 0;
  let at = 0;
  for (let runs = head.readUpTo(results.length); runs > 0; runs--) {
    at += head.read();
    const run = head.read();
    const end = at + Math.floor(run / 256) + 1;
    if (end > results.length) throw new RangeError("a run ends behind the last result");
    results.fill(0xffff_ffff - run % 256, at, end);
    codes += end - at;
    at = end;
  }
  return codes;
}

/** RTTs above the smallest one of their block. */
function offsets(rtts: Uint32Array, size: number): { mins: number[]; over: Uint32Array } {
  const mins: number[] = [];
  const over = new Uint32Array(rtts.length);
  for (let from = 0; from < rtts.length; from += size) {
    const to = Math.min(from + size, rtts.length);
    let min = rtts[from];
    for (let i = from; i < to; i++) if (rtts[i] < min) min = rtts[i];
    for (let i = from; i < to; i++) over[i] = rtts[i] - min;
    mins.push(min);
  }
  return { mins, over };
}

function writeBlocks(head: VarintWriter, rtts: Uint32Array): Uint8Array<ArrayBuffer> {
  let best: { size: number; bits: number; mins: number[]; over: Uint32Array } | null = null;
  for (const size of BLOCK_SIZES) {
    const { mins, over } = offsets(rtts, size);
    let bits = 0;
    for (let from = 0, b = 0; from < rtts.length; from += size, b++) {
      bits += riceBits(over, from, Math.min(from + size, rtts.length));
      // About what the block's smallest RTT takes.
      bits += b === 0 ? 24 : 12;
    }
    if (!best || bits < best.bits) best = { size, bits, mins, over };
  }
  const { size, mins, over, bits } = best!;
  head.write(size);
  mins.forEach((min, b) => head.write(zigzag(min - (mins[b - 1] ?? 0))));
  const out = new BitWriter((bits >> 3) + 64);
  for (let from = 0; from < over.length; from += size) {
    writeRice(out, over, from, Math.min(from + size, over.length));
  }
  return concat(head.finish(), out.finish());
}

function readBlocks(head: VarintReader, count: number): Uint32Array {
  const size = head.readUpTo(MAX_CHUNK_RESULTS);
  if (size === 0) throw new RangeError("a block without results");
  const mins: number[] = [];
  for (let b = 0; b * size < count; b++) mins.push(unzigzag(head.read()) + (mins[b - 1] ?? 0));
  const rtts = new Uint32Array(count);
  const bits = new BitReader(head.bytes, head.offset);
  mins.forEach((min, b) => {
    const to = Math.min((b + 1) * size, count);
    readRice(bits, rtts, b * size, to);
    for (let i = b * size; i < to; i++) rtts[i] += min;
  });
  return rtts;
}

/** Small numbers of either sign as small numbers: 0, -1, 1, -2, … as 0, 1, 2, 3, … */
export const zigzag = (value: number) => value < 0 ? -2 * value - 1 : 2 * value;
export const unzigzag = (code: number) => code % 2 ? -(code + 1) / 2 : code / 2;

export function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
