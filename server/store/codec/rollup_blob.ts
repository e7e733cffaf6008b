import { bucketOf, Rollup } from "../../domain/rollup.ts";
import { BitReader, BitWriter } from "./bits.ts";
import { concat } from "./result_chunk.ts";
import { readRice, writeRice } from "./rice.ts";
import { VarintReader, VarintWriter } from "./varint.ts";

/**
 * The roll-ups of one path in one hour, by their place in it: 60 minutes, or the hour as place 0.
 * Places without a result are left out. Numbers are LEB128.
 *
 * - u8: version, 1
 * - n: roll-ups; for each: places since the one before, sent, lost, and where something came back:
 *   min, max - min, sum - answers·min (all in µs)
 * - bits: the bucket of each answer, roll-up by roll-up and in ascending order, less the bucket of
 *   the answer before (for the first: of the smallest RTT), as Golomb–Rice codes (`rice.ts`)
 */
const VERSION = 1;
/** Answers of one path in an hour; more are damage. */
const MAX_ANSWERS = 1_000_000;

export function encodeRollups(rollups: ReadonlyMap<number, Rollup>): Uint8Array<ArrayBuffer> {
  const places = [...rollups].sort(([a], [b]) => a - b);
  const out = new VarintWriter().write(VERSION).write(places.length);
  const steps: number[] = [];
  let before = 0;
  for (const [place, { sent, lost, minUs, maxUs, sumUs, buckets }] of places) {
    out.write(place - before).write(sent).write(lost);
    before = place;
    if (sent === lost) continue;
    out.write(minUs).write(maxUs - minUs).write(sumUs - (sent - lost) * minUs);
    let last = bucketOf(minUs);
    for (const [bucket, count] of [...buckets].sort(([a], [b]) => a - b)) {
      steps.push(bucket - last);
      for (let i = 1; i < count; i++) steps.push(0);
      last = bucket;
    }
  }
  const bits = new BitWriter(steps.length + 8);
  writeRice(bits, Uint32Array.from(steps), 0, steps.length);
  return concat(out.finish(), bits.finish());
}

/** @throws {RangeError} for bytes that are no roll-ups of this version */
export function decodeRollups(bytes: Uint8Array): Map<number, Rollup> {
  const input = new VarintReader(bytes);
  const version = input.read();
  if (version !== VERSION) throw new RangeError(`unknown version ${version} of roll-ups`);
  const rollups = new Map<number, Rollup>();
  let answers = 0;
  for (let n = input.readUpTo(bytes.length), place = 0; n > 0; n--) {
    const rollup = new Rollup();
    rollups.set(place += input.read(), rollup);
    rollup.sent = input.readUpTo(MAX_ANSWERS);
    rollup.lost = input.readUpTo(rollup.sent);
    const count = rollup.sent - rollup.lost;
    if (count === 0) continue;
    answers += count;
    rollup.minUs = input.readUpTo(0xffff_ffff);
    rollup.maxUs = rollup.minUs + input.readUpTo(0xffff_ffff);
    rollup.sumUs = input.read() + count * rollup.minUs;
  }
  if (answers > MAX_ANSWERS) throw new RangeError(`${answers} answers in one hour`);
  const steps = new Uint32Array(answers);
  readRice(new BitReader(bytes, input.offset), steps, 0, answers);
  fillBuckets(rollups, steps);
  return rollups;
}

function fillBuckets(rollups: Map<number, Rollup>, steps: Uint32Array): void {
  let at = 0;
  for (const rollup of rollups.values()) {
    let bucket = bucketOf(rollup.minUs);
    for (let n = rollup.sent - rollup.lost; n > 0; n--) {
      bucket += steps[at++];
      rollup.addToBucket(bucket, 1);
    }
  }
}
