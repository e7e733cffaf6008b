import assert from "node:assert/strict";
import { binPoints } from "./path_bins.ts";
import { binsCsv, pointsCsv } from "./path_csv.ts";

const points = [{ atMs: 0, rttUs: 1_250 }, { atMs: 5_000, rttUs: null }];

Deno.test("pointsCsv() leaves empty what a result does not have", () => {
  const more = [
    ...points,
    { atMs: 10_000, rttUs: null, lost: "badStatus" as const, http: { status: 503, ttfbUs: 900 } },
    { atMs: 15_000, rttUs: null, lost: "badTls" as const, http: { status: 0, ttfbUs: 0 } },
    { atMs: 20_000, rttUs: 2, starved: true as const },
  ];
  assert.equal(
    pointsCsv(more),
    "t,rtt_ms,lost,starved,status,ttfb_ms\r\n" +
      "1970-01-01T00:00:00.000Z,1.25,,,,\r\n" +
      "1970-01-01T00:00:05.000Z,,,,,\r\n" +
      "1970-01-01T00:00:10.000Z,,badStatus,,503,0.9\r\n" +
      "1970-01-01T00:00:15.000Z,,badTls,,,\r\n" +
      "1970-01-01T00:00:20.000Z,0.002,,1,,\r\n",
  );
});

Deno.test("binsCsv() writes a line each stretch, empty ones too", () => {
  assert.equal(
    binsCsv(binPoints(points, 0, 20_000, 10_000)),
    "t,sent,lost,p5_ms,p50_ms,p95_ms\r\n" +
      "1970-01-01T00:00:00.000Z,2,1,1.25,1.25,1.25\r\n1970-01-01T00:00:10.000Z,0,0,,,\r\n",
  );
});
