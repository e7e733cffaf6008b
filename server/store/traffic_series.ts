import type { DatabaseSync } from "node:sqlite";
import type { TrafficEvent, TrafficKind } from "@/shared/traffic/event.ts";
import type { SeriesQuery, SourceSummary, TrafficStretch } from "../domain/traffic.ts";
import { DIMENSION, minuteOf } from "./traffic_minutes.ts";
import { searchEvents } from "./traffic_search.ts";

const MINUTE_MS = 60_000;
/** Events that are looked at for what the counts by the minute do not know; the newest of them. */
const MAX_EVENTS = 50_000;
const PAGE_EVENTS = 5_000;

/** Events by kind over time, oldest first. Stretches without events are left out. */
export async function trafficSeries(
  db: DatabaseSync,
  { sinceMs, stepMs, src }: SeriesQuery,
): Promise<TrafficStretch[]> {
  const series = new Series(stepMs);
  if (src === undefined && stepMs % MINUTE_MS === 0) {
    const rows = db.prepare(
      "SELECT minute, key, count FROM traffic_minute WHERE dimension = ? AND minute >= ?",
    ).all(DIMENSION.kind, minuteOf(sinceMs)) as { minute: number; key: string; count: number }[];
    for (const { minute, key, count } of rows) {
      series.add(minute * MINUTE_MS, key as TrafficKind, count);
    }
  } else {
    for await (const event of newestEvents(db, src)) {
      if (event.receivedAtMs < sinceMs) break;
      series.add(event.receivedAtMs, event.kind, 1);
    }
  }
  return series.sorted();
}

/** The events of one source that are kept, as far as the newest of them go. */
export async function trafficSource(db: DatabaseSync, src: string): Promise<SourceSummary> {
  const summary: SourceSummary = { count: 0, firstAtMs: null, lastAtMs: null };
  for await (const { receivedAtMs } of newestEvents(db, src)) {
    summary.count++;
    summary.firstAtMs = Math.min(summary.firstAtMs ?? receivedAtMs, receivedAtMs);
    summary.lastAtMs = Math.max(summary.lastAtMs ?? receivedAtMs, receivedAtMs);
  }
  return summary;
}

async function* newestEvents(db: DatabaseSync, src?: string): AsyncIterable<TrafficEvent> {
  let beforeId: number | undefined;
  for (let seen = 0; seen < MAX_EVENTS;) {
    const { events, nextBeforeId } = await searchEvents(db, { limit: PAGE_EVENTS, src, beforeId });
    yield* events;
    if (nextBeforeId === null) return;
    seen += events.length;
    beforeId = nextBeforeId;
  }
}

class Series {
  #stretches = new Map<number, TrafficStretch>();

  constructor(private readonly stepMs: number) {}

  add(atMs: number, kind: TrafficKind, count: number): void {
    const startMs = Math.floor(atMs / this.stepMs) * this.stepMs;
    let stretch = this.#stretches.get(startMs);
    if (!stretch) {
      stretch = { startMs, counts: { icmp: 0, connection: 0, http: 0, text: 0 } };
      this.#stretches.set(startMs, stretch);
    }
    stretch.counts[kind] += count;
  }

  sorted(): TrafficStretch[] {
    return [...this.#stretches.values()].sort((a, b) => a.startMs - b.startMs);
  }
}
