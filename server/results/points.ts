import type { LossReason, Point } from "@/shared/point.ts";
import { RESULT_CODES, ROUND_FLAGS, rttOf } from "@/shared/wire/round_frame.ts";
import type { Remark } from "../domain/results.ts";

const REASONS = new Map(
  Object.entries(RESULT_CODES).map(([name, code]) => [code as number, name as LossReason]),
);

/** A result of a round with these flags as a point; `null` for what was not probed. */
export function pointOf(atMs: number, result: number, flags: number): Point | null {
  const rttUs = rttOf(result);
  if (rttUs === undefined) return null;
  const point: Point = { atMs, rttUs };
  const lost = rttUs === null ? REASONS.get(result) : undefined;
  if (lost) point.lost = lost;
  if (flags & ROUND_FLAGS.starved) point.starved = true;
  if (flags & ROUND_FLAGS.clockOff) point.clockOff = true;
  return point;
}

/** Puts onto points what was noted of them; both oldest first. */
export function annotate(points: readonly Point[], remarks: readonly Remark[]): void {
  let place = 0;
  for (const { atMs, notes } of remarks) {
    while (place < points.length && points[place].atMs < atMs) place++;
    const point = points[place];
    if (point?.atMs !== atMs) continue;
    const http = notes.find((note) => note.kind === "http");
    if (http) point.http = { status: http.status, ttfbUs: http.ttfbUs };
  }
}
