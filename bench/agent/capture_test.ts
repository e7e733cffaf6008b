import assert from "node:assert/strict";
import { readRoundTrips } from "./capture.ts";

const u32 = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
const zeros = (count: number) => new Array<number>(count).fill(0);
const header = [...u32(0xa1b23c4d), ...zeros(20)];
const HERE = [198, 18, 0, 1];
const THERE = [198, 19, 0, 1];

function record(seconds: number, ns: number, packet: number[]): number[] {
  const frame = [...zeros(14), ...packet];
  return [...u32(seconds), ...u32(ns), ...u32(frame.length), ...u32(frame.length), ...frame];
}

function echo(
  type: number,
  from: number[],
  to: number[],
  sequence: number,
  protocol = 1,
): number[] {
  return [0x45, ...zeros(8), protocol, 0, 0, ...from, ...to, type, 0, 0, 0, 7, 7, 0, sequence];
}

Deno.test("readRoundTrips() pairs replies with requests", () => {
  const bytes = Uint8Array.from([
    ...header,
    ...record(100, 999_999_000, echo(8, HERE, THERE, 1)),
    ...record(101, 1_500, echo(8, HERE, THERE, 2)),
    ...record(101, 2_000, echo(8, HERE, THERE, 3, 17)),
    ...record(101, 3_000, echo(0, THERE, HERE, 1)),
    ...record(101, 4_000, echo(0, THERE, HERE, 1)),
    ...record(101, 5_000, echo(0, [198, 19, 0, 2], HERE, 2)),
  ]);
  const { "198.19.0.1": rtts, ...others } = readRoundTrips(bytes);
  assert.deepEqual(rtts.map((us) => Math.round(us * 1e3) / 1e3), [4, -1]);
  assert.deepEqual(others, {});
  // A record that is cut is not there.
  assert.deepEqual(readRoundTrips(bytes.subarray(0, 30)), {});
});

Deno.test("readRoundTrips() refuses what is no such capture", () => {
  for (const bytes of [[], header.slice(0, 20), [...u32(0xa1b2c3d4), ...zeros(20)]]) {
    assert.throws(() => readRoundTrips(Uint8Array.from(bytes)), /nanosecond/);
  }
});
