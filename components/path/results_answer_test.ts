import assert from "node:assert/strict";
import { notesOf, pathUrl, pointsOf, resultsUrl } from "./results_answer.ts";

Deno.test("pointsOf() reads times and RTTs, null where there was no answer", () => {
  const points = [{ t: "2026-11-20T12:14:05.000Z", rtt_ms: 0.412 }, {
    t: "2026-11-20T12:14:10.000Z",
    rtt_ms: null,
  }];
  assert.deepEqual(pointsOf({ points }), [
    { atMs: Date.UTC(2026, 10, 20, 12, 14, 5), rttUs: 412 },
    { atMs: Date.UTC(2026, 10, 20, 12, 14, 10), rttUs: null },
  ]);
});

for (
  const answer of [null, {}, { points: 3 }, { points: [{ t: "yesterday" }] }, { points: [{}] }]
) {
  Deno.test(`pointsOf() refuses ${JSON.stringify(answer)}`, () => {
    assert.throws(() => pointsOf(answer), TypeError);
  });
}

Deno.test("pathUrl() and resultsUrl() keep a hostile id inside its segment", () => {
  assert.equal(pathUrl("a/b", "c?d"), "/mesh/a%2Fb/c%3Fd");
  assert.equal(resultsUrl("agent_1", "target_2"), "/api/v1/results/agent_1/target_2");
});

const T = "2026-11-20T12:14:05.000Z", AT_MS = Date.parse(T);

Deno.test("pointsOf() reads why a result was lost, a starved agent and HTTP", () => {
  const points = [
    { t: T, rtt_ms: null, lost: "send_failed", starved: true },
    { t: T, rtt_ms: 9, status: 200, ttfb_ms: 4 },
    { t: T, rtt_ms: null, lost: "bad_tls", status: null, ttfb_ms: null },
  ];
  assert.deepEqual(pointsOf({ points }), [
    { atMs: AT_MS, rttUs: null, lost: "sendFailed", starved: true },
    { atMs: AT_MS, rttUs: 9_000, http: { status: 200, ttfbUs: 4_000 } },
    { atMs: AT_MS, rttUs: null, lost: "badTls", http: { status: 0, ttfbUs: 0 } },
  ]);
});

Deno.test("notesOf() reads every kind, and passes over one that it does not know", () => {
  const run = { t: T, until: T, count: 2 };
  const notes = [
    { ...run, kind: "starved" },
    { ...run, kind: "clock_stepped" },
    { ...run, kind: "user_stamped" },
    { ...run, kind: "icmp_error", type: 3, code: 1, from: "192.0.2.1" },
    { ...run, kind: "late", rtt_ms: 3_100 },
    { ...run, kind: "duplicates", answers: 3 },
    { ...run, kind: "http", status: 503, ttfb_ms: null, certificate_ends: T },
    { ...run, kind: "http", status: null, ttfb_ms: 1, certificate_ends: null },
    { ...run, kind: "telepathy" },
  ];
  const { sinceMs, runs } = notesOf({ notes_since: T, notes });
  assert.equal(sinceMs, AT_MS);
  assert.deepEqual(runs.map(({ note }) => note), [
    { kind: "starved" },
    { kind: "clockStepped" },
    { kind: "userStamped" },
    { kind: "icmpError", type: 3, code: 1, from: "192.0.2.1" },
    { kind: "late", rttUs: 3_100_000 },
    { kind: "duplicates", answers: 3 },
    { kind: "http", status: 503, ttfbUs: 0, certificateEndMs: AT_MS },
    { kind: "http", status: 0, ttfbUs: 1_000, certificateEndMs: null },
  ]);
  assert.deepEqual(runs[0], { fromMs: AT_MS, toMs: AT_MS, count: 2, note: { kind: "starved" } });
});

for (const answer of [null, {}, { notes: [] }, { notes_since: T, notes: [{ kind: "starved" }] }]) {
  Deno.test(`notesOf() refuses ${JSON.stringify(answer)}`, () => {
    assert.throws(() => notesOf(answer), TypeError);
  });
}
