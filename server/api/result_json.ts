import type { Step } from "../domain/rollup.ts";
import type { Cell } from "@/shared/live/matrix.ts";
import type { NoteRun, PathNotes, SampleNote } from "@/shared/note_run.ts";
import type { Point } from "@/shared/point.ts";
import { toSnake } from "@/shared/snake_case.ts";

const ms = (us: number | null) => us === null ? null : us / 1000;

const time = (atMs: number) => new Date(atMs).toISOString();

/** A raw point: `rtt_ms` is null where there was no answer, and `lost` says why. */
export const pointJson = ({ atMs, rttUs, lost, starved, clockOff, http }: Point) => ({
  t: time(atMs),
  rtt_ms: ms(rttUs),
  ...(lost && { lost: toSnake(lost) }),
  ...(starved && { starved }),
  ...(clockOff && { clock_off: clockOff }),
  ...(http && { status: http.status || null, ttfb_ms: http.ttfbUs ? http.ttfbUs / 1000 : null }),
});

/** Notes on a path, beside its points or steps. */
export const notesJson = ({ sinceMs, runs }: PathNotes) => ({
  notes_since: time(sinceMs),
  notes: runs.map(noteJson),
});

const noteJson = ({ fromMs, toMs, count, note }: NoteRun) => ({
  t: time(fromMs),
  until: time(toMs),
  count,
  kind: toSnake(note.kind),
  ...detailJson(note),
});

function detailJson(note: SampleNote): Record<string, unknown> {
  switch (note.kind) {
    case "icmpError":
      return { type: note.type, code: note.code, from: note.from };
    case "late":
      return { rtt_ms: note.rttUs / 1000 };
    case "duplicates":
      return { answers: note.answers };
    case "http":
      return {
        status: note.status || null,
        ttfb_ms: note.ttfbUs ? note.ttfbUs / 1000 : null,
        certificate_ends: note.certificateEndMs === null ? null : time(note.certificateEndMs),
      };
    default:
      return {};
  }
}

export const cellJson = ({ state, rttUs, lossPercent, medianUs }: Cell) => ({
  state,
  rtt_ms: ms(rttUs),
  loss_percent: lossPercent,
  median_ms: ms(medianUs),
});

/** A step of a series, RTTs in milliseconds. `sent` 0 is no data, which is no loss. */
export const stepJson = (step: Step) => ({
  t: time(step.atMs),
  sent: step.sent,
  lost: step.lost,
  min: ms(step.minUs),
  p5: ms(step.p5Us),
  p50: ms(step.p50Us),
  p95: ms(step.p95Us),
  max: ms(step.maxUs),
  mean: ms(step.meanUs),
  spread: step.spread.map(([rttUs, answers]) => [rttUs / 1000, answers]),
});
