import assert from "node:assert/strict";
import { RoundBuffer } from "./round_buffer.ts";

const frame = (round: number, session = 1) => ({
  session,
  round,
  revision: 1,
  startedAtMs: round,
  flags: 0,
  results: new Uint32Array(),
  notes: new Uint8Array(),
});
const rounds = (buffer: RoundBuffer) => buffer.all().map((r) => r.round);

Deno.test("RoundBuffer.acknowledge() forgets up to a round, of that session only", () => {
  const buffer = new RoundBuffer();
  for (const round of [1, 2, 3]) buffer.add(frame(round));
  buffer.acknowledge(2, 3);
  assert.deepEqual(rounds(buffer), [1, 2, 3]);
  buffer.acknowledge(1, 2);
  assert.deepEqual(rounds(buffer), [3]);
  buffer.acknowledge(1, 1);
  assert.deepEqual(rounds(buffer), [3]);
});

Deno.test("RoundBuffer throws the oldest away when full, and counts", () => {
  const buffer = new RoundBuffer(2);
  for (const round of [1, 2, 3, 4]) buffer.add(frame(round));
  assert.deepEqual(rounds(buffer), [3, 4]);
  assert.equal(buffer.dropped, 2);
  assert.equal(buffer.size, 2);
});

Deno.test("RoundBuffer throws the oldest away when it holds too many bytes", () => {
  const buffer = new RoundBuffer(100, 100);
  for (const round of [1, 2, 3, 4]) buffer.add(frame(round));
  assert.deepEqual(rounds(buffer), [2, 3, 4]);
  assert.deepEqual([buffer.bytes, buffer.dropped], [96, 1]);
  buffer.acknowledge(1, 3);
  assert.equal(buffer.bytes, 32);
  buffer.add({ ...frame(5), notes: new Uint8Array(200) });
  assert.deepEqual([buffer.size, buffer.bytes, buffer.dropped], [0, 0, 3], "larger than its room");
});

Deno.test("RoundBuffer.discard() throws one round away, and counts it once", () => {
  const buffer = new RoundBuffer();
  for (const round of [1, 2, 3]) buffer.add(frame(round));
  buffer.discard(1, 2);
  buffer.discard(1, 2);
  buffer.discard(7, 1);
  assert.deepEqual(rounds(buffer), [1, 3]);
  assert.equal(buffer.dropped, 1);
});
