import assert from "node:assert/strict";
import type { NoteRun } from "@/shared/note_run.ts";
import { httpFigures } from "./http_figures.ts";

const run = (status: number, ttfbUs: number, certificateEndMs: number | null): NoteRun => ({
  fromMs: 0,
  toMs: 0,
  count: 1,
  note: { kind: "http", status, ttfbUs, certificateEndMs },
});

Deno.test("httpFigures() is null for what is no URL", () => {
  assert.equal(httpFigures([{ atMs: 1, rttUs: 2 }], []), null);
});

Deno.test("httpFigures() gives the last status and the median time to the first byte", () => {
  const points = [3, 1, 2, 0].map((ttfbUs, atMs) => ({
    atMs,
    rttUs: 9,
    http: { status: 200 + atMs, ttfbUs },
  }));
  const runs = [run(203, 0, null), run(200, 3, 77)];
  assert.deepEqual(httpFigures(points, runs), { status: 203, ttfbUs: 2, certificateEndMs: 77 });
});

Deno.test("httpFigures() makes do with notes where there are no single results", () => {
  assert.deepEqual(httpFigures(null, [run(503, 8, null)]), {
    status: 503,
    ttfbUs: 8,
    certificateEndMs: null,
  });
});
