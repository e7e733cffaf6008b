import assert from "node:assert/strict";
import { ROUND_FLAGS } from "@/shared/wire/round_frame.ts";
import type { ResultNote } from "@/shared/wire/round_notes.ts";
import { noteRuns } from "./note_runs.ts";

const router = (last: number): ResultNote => ({
  index: 0,
  kind: "icmp-error",
  type: 3,
  code: 1,
  from: Uint8Array.of(192, 0, 2, last),
});
const remark = (atMs: number, ...notes: ResultNote[]) => ({ atMs, flags: 0, notes });
const error = (last: number) =>
  ({ kind: "icmpError", type: 3, code: 1, from: `192.0.2.${last}` }) as const;

Deno.test("noteRuns() makes one of the same note on neighbours, newest first", () => {
  const remarks = [
    remark(1, router(1)),
    remark(2, router(1)),
    remark(3, router(2)),
    remark(5, router(1)),
  ];
  assert.deepEqual(noteRuns(remarks, [0, 1, 2, 3, 4, 5], 9), [
    { fromMs: 5, toMs: 5, count: 1, note: error(1) },
    { fromMs: 3, toMs: 3, count: 1, note: error(2) },
    { fromMs: 1, toMs: 2, count: 2, note: error(1) },
  ]);
  assert.equal(noteRuns(remarks, [0, 1, 2, 3, 4, 5], 2).length, 2);
});

Deno.test("noteRuns() tells flags of a round at its samples only", () => {
  const flags = ROUND_FLAGS.starved | ROUND_FLAGS.clockStepped;
  const remarks = [{ atMs: 1, flags, notes: [] }, { atMs: 2, flags, notes: [] }];
  assert.deepEqual(
    noteRuns(remarks, [1], 9).map(({ fromMs, toMs, note }) => [fromMs, toMs, note]),
    [
      [1, 1, { kind: "starved" }],
      [1, 1, { kind: "clockStepped" }],
    ],
  );
});

Deno.test("noteRuns() tells a late answer also where the target was not probed", () => {
  const late = (rttUs: number): ResultNote => ({ index: 0, kind: "late", rttUs });
  assert.deepEqual(noteRuns([remark(2, late(7)), remark(3, late(9))], [1, 3], 9), [
    { fromMs: 2, toMs: 3, count: 2, note: { kind: "late", rttUs: 9 } },
  ]);
});

Deno.test("noteRuns() splits HTTP by status and certificate, and keeps the longest wait", () => {
  const http = (status: number, ttfbUs: number, certificateEndS = 0): ResultNote => ({
    index: 0,
    kind: "http",
    status,
    ttfbUs,
    certificateEndS,
  });
  const remarks = [
    remark(1, http(200, 5)),
    remark(2, http(200, 9)),
    remark(3, http(503, 1)),
    remark(4, http(200, 1, 60)),
  ];
  assert.deepEqual(noteRuns(remarks, [1, 2, 3, 4], 9).map(({ count, note }) => [count, note]), [
    [1, { kind: "http", status: 200, ttfbUs: 1, certificateEndMs: 60_000 }],
    [1, { kind: "http", status: 503, ttfbUs: 1, certificateEndMs: null }],
    [2, { kind: "http", status: 200, ttfbUs: 9, certificateEndMs: null }],
  ]);
});

Deno.test("noteRuns() writes IPv6 addresses as RFC 5952 has them, and sums duplicates up", () => {
  const from = Uint8Array.of(0x20, 1, 0xd, 0xb8, ...Array(11).fill(0), 1);
  const twice: ResultNote = { index: 0, kind: "duplicates", count: 2 };
  const notes: ResultNote[] = [{ index: 0, kind: "icmp-error", type: 1, code: 0, from }, twice];
  const runs = noteRuns([remark(1, ...notes), remark(2, twice)], [1, 2], 9);
  assert.deepEqual(runs.map(({ note }) => note), [
    { kind: "duplicates", answers: 4 },
    { kind: "icmpError", type: 1, code: 0, from: "2001:db8::1" },
  ]);
});
