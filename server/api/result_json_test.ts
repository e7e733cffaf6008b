import assert from "node:assert/strict";
import type { SampleNote } from "@/shared/note_run.ts";
import { notesJson, pointJson } from "./result_json.ts";

const T = "2026-11-20T12:14:05.000Z", AT_MS = Date.parse(T);

const points: [Parameters<typeof pointJson>[0], Record<string, unknown>][] = [
  [{ atMs: AT_MS, rttUs: 412 }, { t: T, rtt_ms: 0.412 }],
  [{ atMs: AT_MS, rttUs: null, lost: "sendFailed" }, { t: T, rtt_ms: null, lost: "send_failed" }],
  [{ atMs: AT_MS, rttUs: 1, starved: true }, { t: T, rtt_ms: 0.001, starved: true }],
  [
    { atMs: AT_MS, rttUs: 9_000, http: { status: 200, ttfbUs: 4_500 } },
    { t: T, rtt_ms: 9, status: 200, ttfb_ms: 4.5 },
  ],
  [
    { atMs: AT_MS, rttUs: null, lost: "badTls", http: { status: 0, ttfbUs: 0 } },
    { t: T, rtt_ms: null, lost: "bad_tls", status: null, ttfb_ms: null },
  ],
];
for (const [point, json] of points) {
  Deno.test(`pointJson() gives ${JSON.stringify(json)}`, () => {
    assert.deepEqual(pointJson(point), json);
  });
}

const notes: [SampleNote, Record<string, unknown>][] = [
  [{ kind: "starved" }, { kind: "starved" }],
  [{ kind: "clockStepped" }, { kind: "clock_stepped" }],
  [{ kind: "userStamped" }, { kind: "user_stamped" }],
  [
    { kind: "icmpError", type: 3, code: 1, from: "192.0.2.1" },
    { kind: "icmp_error", type: 3, code: 1, from: "192.0.2.1" },
  ],
  [{ kind: "late", rttUs: 3_100_000 }, { kind: "late", rtt_ms: 3_100 }],
  [{ kind: "duplicates", answers: 2 }, { kind: "duplicates", answers: 2 }],
  [
    { kind: "http", status: 503, ttfbUs: 1_000, certificateEndMs: AT_MS },
    { kind: "http", status: 503, ttfb_ms: 1, certificate_ends: T },
  ],
  [
    { kind: "http", status: 0, ttfbUs: 0, certificateEndMs: null },
    { kind: "http", status: null, ttfb_ms: null, certificate_ends: null },
  ],
];
for (const [note, json] of notes) {
  Deno.test(`notesJson() gives ${JSON.stringify(json)}`, () => {
    const run = { fromMs: AT_MS - 5_000, toMs: AT_MS, count: 2, note };
    assert.deepEqual(notesJson({ sinceMs: AT_MS, runs: [run] }), {
      notes_since: T,
      notes: [{ t: "2026-11-20T12:14:00.000Z", until: T, count: 2, ...json }],
    });
  });
}
