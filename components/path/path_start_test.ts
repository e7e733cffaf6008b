import assert from "node:assert/strict";
import type { Point } from "@/shared/point.ts";
import { packPoints, packStretch, unpackPoints, unpackStretch } from "./path_start.ts";
import { pathData } from "./use_path_data.ts";

const AT_MS = 1_795_000_000_000, DAY_MS = 86_400_000;
const POINTS = Array.from({ length: 17_280 }, (_, n): Point => {
  const atMs = AT_MS + n * 5_000;
  return n % 100 ? { atMs, rttUs: 500 + n % 90 } : { atMs, rttUs: null, lost: "timeout" };
});

Deno.test("packPoints() keeps every point", () => {
  assert.deepEqual(unpackPoints(packPoints(POINTS)), POINTS);
});

Deno.test("packStretch() keeps what is drawn first, and a day is small", () => {
  const notes = { sinceMs: AT_MS, runs: [] };
  const day = pathData(POINTS, notes, AT_MS, AT_MS + DAY_MS);
  const text = packStretch(day), { bins, points, ...rest } = unpackStretch(text);
  assert.ok(text.length < 12_000, `${text.length} characters`);
  assert.equal(points, null);
  assert.deepEqual(bins, day.bins.map((bin) => ({ ...bin, spread: [] })));
  const { bins: _, points: __, ...same } = day;
  assert.deepEqual(rest, same);
  assert.equal(rest.figures.sent, 17_280);
});
