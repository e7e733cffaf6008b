import assert from "node:assert/strict";
import type { NoteRun, SampleNote } from "@/shared/note_run.ts";
import { noteEvents, starvedStretches } from "./note_events.ts";

const run = (note: SampleNote, count = 1, fromMs = 1_000, toMs = 9_000): NoteRun => ({
  fromMs,
  toMs,
  count,
  note,
});
const http = (status: number): SampleNote => ({
  kind: "http",
  status,
  ttfbUs: 1,
  certificateEndMs: null,
});

const cases: [NoteRun, string, string][] = [
  [
    run({ kind: "icmpError", type: 3, code: 1, from: "192.0.2.1" }),
    "fail",
    "192.0.2.1 says: destination unreachable, host unreachable",
  ],
  [
    run({ kind: "icmpError", type: 3, code: 0, from: "2001:db8::1" }, 12),
    "fail",
    `2001:db8::1 says: time exceeded, in transit`,
  ],
  [
    run({ kind: "icmpError", type: 1, code: 3, from: "" }),
    "fail",
    "type 1 code 3",
  ],
  [
    run({ kind: "late", rttUs: 3_400_000 }),
    "slow",
    "late, not lost: an answer came after 3.400 ms",
  ],
  [run({ kind: "duplicates", answers: 4 }), "slow", "4 more answers than requests"],
  [run({ kind: "starved" }), "slow", "measured while the agent was starved of CPU time"],
  [run({ kind: "clockStepped" }), "slow", "the agent's clock was set"],
  [run(http(503), 2), "fail", `HTTP status 503`],
];
for (const [given, state, text] of cases) {
  Deno.test(`noteEvents() tells ${given.note.kind} of ${given.count}: ${text}`, () => {
    const [event] = noteEvents([given], 9);
    assert.equal(event.state, state);
    assert.equal(event.text.replaceAll("\u202f", "."), text);
    assert.equal(event.atMs, 1_000);
    const { count } = given;
    assert.deepEqual(event.again, count > 1 ? { count, untilMs: 9_000 } : undefined);
  });
}

Deno.test("noteEvents() passes over what goes well, and keeps the newest of too many", () => {
  assert.deepEqual(noteEvents([run(http(200)), run(http(0)), run(http(302))], 9), []);
  const many = [run({ kind: "starved" }, 1, 10), run({ kind: "starved" }, 1, 30)];
  assert.deepEqual(noteEvents(many, 1).map(({ atMs }) => atMs), [30]);
});

Deno.test("starvedStretches() gives the time of starved samples alone", () => {
  assert.deepEqual(starvedStretches([run({ kind: "starved" }), run(http(200))]), [[1_000, 9_000]]);
});
