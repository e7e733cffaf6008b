import type { DatabaseSync } from "node:sqlite";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { TrafficPage, TrafficQuery } from "../domain/traffic.ts";
import { mayContain } from "./source_filter.ts";
import { decodeColumns, decodeLines } from "./traffic_block.ts";

/**
 * Blocks that one search unpacks unless told otherwise, a millisecond or two each: then it says how
 * far it came. Blocks that have nothing of the source are passed without being unpacked.
 */
const MAX_BLOCKS = 1_000;
/** Rows of blocks that are read at once: looking at the sources of one is a matter of microseconds. */
const BLOCKS_AT_ONCE = 16;

interface BlockRow {
  first_id: number;
  last_id: number;
  newest_at_ms: number;
  sources: Uint8Array;
  columns: Uint8Array;
  lines: Uint8Array;
}

/** All events that are not in a block yet, oldest first. */
export function tailEvents(db: DatabaseSync): TrafficEvent[] {
  const rows = db.prepare("SELECT id, event FROM traffic_tail ORDER BY id").all();
  return rows.map(({ id, event }) => ({ ...JSON.parse(event as string), id: id as number }));
}

/** The events in blocks above an id, oldest first, block by block, without their lines. */
export function* blockEvents(db: DatabaseSync, afterId: number): Iterable<TrafficEvent[]> {
  const select = db.prepare(
    "SELECT first_id, last_id, columns FROM traffic_block WHERE last_id > ? ORDER BY first_id LIMIT 1",
  );
  type Row = Pick<BlockRow, "first_id" | "last_id" | "columns">;
  for (let after = afterId;;) {
    const row = select.get(after) as Row | undefined;
    if (!row) return;
    yield decodeColumns(row.columns, row.first_id).filter(({ id }) => id! > afterId);
    after = row.last_id;
  }
}

/** Newest first. Lets other work run after each block. */
export async function searchEvents(
  db: DatabaseSync,
  query: TrafficQuery,
  maxBlocks = MAX_BLOCKS,
): Promise<TrafficPage> {
  const beforeId = query.beforeId ?? Number.MAX_SAFE_INTEGER;
  const tail = tailEvents(db).reverse().filter(({ id }) => id! < beforeId);
  const found = tail.filter((event) => fits(event, query) && fitsText(event.raw, query))
    .slice(0, query.limit);
  if (found.length >= query.limit) return pageUpTo(found);
  // While this waits between two steps, tail events may have moved into a block: not twice.
  let before = tail.at(-1)?.id ?? beforeId;
  const select = db.prepare(
    `SELECT first_id, last_id, newest_at_ms, sources, columns, lines FROM traffic_block
     WHERE first_id < ? ORDER BY first_id DESC LIMIT ?`,
  );
  for (let unpacked = 0;;) {
    const rows = select.all(before, BLOCKS_AT_ONCE) as unknown as BlockRow[];
    if (rows.length === 0) return { events: found, nextBeforeId: null, searchedToMs: null };
    for (const row of rows) {
      if (query.src === undefined || mayContain(row.sources, query.src)) {
        if (unpacked++ >= maxBlocks) {
          return { events: found, nextBeforeId: before, searchedToMs: row.newest_at_ms };
        }
        found.push(...searchBlock(row, query, before, query.limit - found.length));
        if (found.length >= query.limit) return pageUpTo(found);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
      before = row.first_id;
    }
  }
}

/** A page that is full: the next one goes on behind its last event. */
function pageUpTo(events: TrafficEvent[]): TrafficPage {
  const { id, receivedAtMs } = events.at(-1)!;
  return { events, nextBeforeId: id!, searchedToMs: receivedAtMs };
}

function searchBlock(
  row: BlockRow,
  query: TrafficQuery,
  beforeId: number,
  limit: number,
): TrafficEvent[] {
  const events = decodeColumns(row.columns, row.first_id);
  const candidates: number[] = [];
  for (let i = events.length - 1; i >= 0; i--) {
    if (events[i].id! < beforeId && fits(events[i], query)) candidates.push(i);
  }
  if (candidates.length === 0) return [];
  const lines = decodeLines(row.lines);
  return candidates.filter((i) => fitsText(lines[i], query)).slice(0, limit)
    .map((i) => ({ ...events[i], raw: lines[i] }));
}

function fits(event: TrafficEvent, { kind, sender, src }: TrafficQuery): boolean {
  return (kind === undefined || event.kind === kind) &&
    (sender === undefined || event.sender === sender) && (src === undefined || event.src === src);
}

/** What a person typed is text, not a pattern. */
const fitsText = (raw: string, { text }: TrafficQuery): boolean =>
  text === undefined || raw.toLowerCase().includes(text.toLowerCase());
