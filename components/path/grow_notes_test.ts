import assert from "node:assert/strict";
import type { NoteRun, SampleNote } from "@/shared/note_run.ts";
import { growNotes } from "./grow_notes.ts";

const run = (fromMs: number, toMs: number, note: SampleNote = { kind: "starved" }): NoteRun => ({
  fromMs,
  toMs,
  count: toMs - fromMs + 1,
  note,
});
const points = Array.from({ length: 20 }, (_, atMs) => ({ atMs, rttUs: 1 }));
const grow = (known: NoteRun[], fresh: NoteRun[]) =>
  growNotes({ sinceMs: 0, runs: known }, { sinceMs: 8, runs: fresh }, 8, 2, points);

Deno.test("growNotes() goes on with a run that goes on, and counts no sample twice", () => {
  assert.deepEqual(grow([run(4, 10)], [run(8, 12)]), { sinceMs: 2, runs: [run(4, 12)] });
  assert.deepEqual(grow([run(4, 10)], [run(8, 10)]).runs, [run(4, 10)], "nothing new");
});

Deno.test("growNotes() keeps runs that ended, drops what is out of the stretch, adds new ones", () => {
  const late: SampleNote = { kind: "late", rttUs: 9 };
  assert.deepEqual(grow([run(6, 7), run(0, 1)], [run(11, 12), run(11, 11, late)]).runs, [
    run(11, 12),
    run(11, 11, late),
    run(6, 7),
  ]);
});

Deno.test("growNotes() keeps runs of different notes apart", () => {
  const error = (from: string): SampleNote => ({ kind: "icmpError", type: 3, code: 1, from });
  const { runs } = grow([run(4, 9, error("192.0.2.1"))], [
    run(10, 12, error("192.0.2.2")),
    run(8, 9, error("192.0.2.1")),
  ]);
  assert.deepEqual(runs, [run(10, 12, error("192.0.2.2")), run(4, 9, error("192.0.2.1"))]);
});
