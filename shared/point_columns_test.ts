import assert from "node:assert/strict";
import type { Point } from "./point.ts";
import { fromColumns, toColumns } from "./point_columns.ts";

const AT_MS = 1_795_000_000_000;
const POINTS: Point[] = [
  { atMs: AT_MS, rttUs: 500 },
  { atMs: AT_MS + 5_000, rttUs: null, lost: "timeout", starved: true },
  { atMs: AT_MS + 10_001, rttUs: null, lost: "sendFailed", clockOff: true },
  { atMs: AT_MS + 15_000, rttUs: 80_000, http: { status: 200, ttfbUs: 70_000 } },
  { atMs: AT_MS + 20_000, rttUs: null, http: { status: 0, ttfbUs: 0 } },
];

Deno.test("toColumns() writes differences of times, and the rest by place", () => {
  assert.deepEqual(toColumns(POINTS), {
    t: [AT_MS, 5_000, 5_001, 4_999, 5_000],
    rtt_us: [500, null, null, 80_000, null],
    lost: { timeout: [1], send_failed: [2] },
    starved: [1],
    clock_off: [2],
    http: { at: [3, 4], status: [200, 0], ttfb_us: [70_000, 0] },
  });
  assert.deepEqual(toColumns([]), { t: [], rtt_us: [] });
});

Deno.test("fromColumns() gives the points back", () => {
  assert.deepEqual(fromColumns(JSON.parse(JSON.stringify(toColumns(POINTS)))), POINTS);
  assert.deepEqual(fromColumns({ t: [], rtt_us: [] }), []);
});

Deno.test("fromColumns() refuses columns that do not fit one another", () => {
  const wrong: unknown[] = [
    { t: [1], rtt_us: [] },
    { rtt_us: [] },
    { t: ["x"], rtt_us: [1] },
    { t: [1], rtt_us: [1], lost: { timeout: [1] } },
    { t: [1], rtt_us: [1], starved: [-1] },
  ];
  for (const columns of wrong) {
    assert.throws(() => fromColumns(columns as Parameters<typeof fromColumns>[0]), TypeError);
  }
});
