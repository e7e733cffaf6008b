import type { NoteRun, PathNotes, SampleNote } from "@/shared/note_run.ts";
import type { LossReason, Point } from "@/shared/point.ts";
import { fromColumns, type PointColumns } from "@/shared/point_columns.ts";
import { toCamel } from "@/shared/snake_case.ts";

type Fields = Record<string, unknown>;

/** The points in an answer of `GET /api/v1/results/{agent}/{target}`; throws a `TypeError`. */
export function pointsOf(answer: unknown): Point[] {
  const { points, columns } = (answer ?? {}) as { points?: unknown; columns?: PointColumns };
  if (columns) return fromColumns(columns);
  if (!Array.isArray(points)) throw new TypeError("the answer holds no points");
  return points.map((fields: Fields) => {
    const point: Point = { atMs: timeOf(fields.t), rttUs: usOf(fields.rtt_ms) };
    if (typeof fields.lost === "string") point.lost = toCamel(fields.lost) as LossReason;
    if (fields.starved === true) point.starved = true;
    if (fields.clock_off === true) point.clockOff = true;
    if ("status" in fields) {
      point.http = { status: Number(fields.status ?? 0), ttfbUs: usOf(fields.ttfb_ms) ?? 0 };
    }
    return point;
  });
}

/** The notes in such an answer, the one that ended last first; throws a `TypeError`. */
export function notesOf(answer: unknown): PathNotes {
  const { notes, notes_since } = (answer ?? {}) as Fields;
  if (!Array.isArray(notes)) throw new TypeError("the answer holds no notes");
  const runs = notes.flatMap((fields: Fields): NoteRun[] => {
    const note = noteOf(fields);
    if (!note) return [];
    const { t, until, count } = fields;
    return [{ fromMs: timeOf(t), toMs: timeOf(until), count: Number(count), note }];
  });
  return { sinceMs: timeOf(notes_since), runs };
}

/** `null` for a kind of a newer server. */
function noteOf(fields: Fields): SampleNote | null {
  switch (fields.kind) {
    case "starved":
      return { kind: "starved" };
    case "clock_stepped":
      return { kind: "clockStepped" };
    case "user_stamped":
      return { kind: "userStamped" };
    case "icmp_error":
      return {
        kind: "icmpError",
        type: Number(fields.type),
        code: Number(fields.code),
        from: String(fields.from),
      };
    case "late":
      return { kind: "late", rttUs: usOf(fields.rtt_ms) ?? 0 };
    case "duplicates":
      return { kind: "duplicates", answers: Number(fields.answers) };
    case "http":
      return {
        kind: "http",
        status: Number(fields.status ?? 0),
        ttfbUs: usOf(fields.ttfb_ms) ?? 0,
        certificateEndMs: fields.certificate_ends == null ? null : timeOf(fields.certificate_ends),
      };
    default:
      return null;
  }
}

function timeOf(value: unknown): number {
  const atMs = typeof value === "string" ? Date.parse(value) : NaN;
  if (Number.isNaN(atMs)) throw new TypeError(`a time is ${JSON.stringify(value)}`);
  return atMs;
}

const usOf = (ms: unknown) => typeof ms === "number" ? ms * 1000 : null;

/** Address of the last hour of a path. */
export function resultsUrl(agentId: string, targetId: string): string {
  return `/api/v1/results/${encodeURIComponent(agentId)}/${encodeURIComponent(targetId)}`;
}

/** Address of the page of a path. */
export function pathUrl(agentId: string, targetId: string): string {
  return `/mesh/${encodeURIComponent(agentId)}/${encodeURIComponent(targetId)}`;
}
