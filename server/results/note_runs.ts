import ipaddr from "ipaddr.js";
import { joinNotes, noteKey, type NoteRun, type SampleNote } from "@/shared/note_run.ts";
import { ROUND_FLAGS } from "@/shared/wire/round_frame.ts";
import type { ResultNote } from "@/shared/wire/round_notes.ts";
import type { Remark } from "../domain/results.ts";

/**
 * Remarks on a path as runs: the same note on samples one after the other is one. So an hour of one
 * router's "unreachable" is one line, and a day of status 200 another.
 *
 * @param remarks oldest first
 * @param sampleTimes when the path was probed, oldest first: a sample without a note ends its run
 * @returns at most `limit`, the one that ended last first
 */
export function noteRuns(
  remarks: readonly Remark[],
  sampleTimes: readonly number[],
  limit: number,
): NoteRun[] {
  const runs: NoteRun[] = [];
  /** The newest run of each key, and the place of its last sample. */
  const open = new Map<string, { run: NoteRun; place: number }>();
  let place = 0;
  for (const { atMs, flags, notes } of remarks) {
    while (place < sampleTimes.length && sampleTimes[place] < atMs) place++;
    // A late answer can come in a round in which the target was not probed.
    const isSample = sampleTimes[place] === atMs;
    for (const note of [...isSample ? flagNotes(flags) : [], ...notes.map(sampleNote)]) {
      const key = noteKey(note), last = open.get(key);
      if (last && place - last.place <= 1) {
        last.place = place;
        last.run.toMs = atMs;
        last.run.count++;
        last.run.note = joinNotes(last.run.note, note);
      } else {
        const run = { fromMs: atMs, toMs: atMs, count: 1, note };
        open.set(key, { run, place });
        runs.push(run);
      }
    }
  }
  return runs.sort((a, b) => b.toMs - a.toMs).slice(0, limit);
}

function flagNotes(flags: number): SampleNote[] {
  return [
    ...(flags & ROUND_FLAGS.starved ? [{ kind: "starved" as const }] : []),
    ...(flags & ROUND_FLAGS.clockStepped ? [{ kind: "clockStepped" as const }] : []),
  ];
}

function sampleNote(note: ResultNote): SampleNote {
  switch (note.kind) {
    case "user-stamped":
      return { kind: "userStamped" };
    case "icmp-error":
      return { kind: "icmpError", type: note.type, code: note.code, from: textOf(note.from) };
    case "late":
      return { kind: "late", rttUs: note.rttUs };
    case "duplicates":
      return { kind: "duplicates", answers: note.count };
    case "http":
      return {
        kind: "http",
        status: note.status,
        ttfbUs: note.ttfbUs,
        certificateEndMs: note.certificateEndS === 0 ? null : note.certificateEndS * 1000,
      };
  }
}

function textOf(address: Uint8Array): string {
  const parsed = ipaddr.fromByteArray([...address]);
  return parsed instanceof ipaddr.IPv6 ? parsed.toRFC5952String() : parsed.toString();
}
