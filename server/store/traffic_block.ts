import { zstdDecompressSync } from "node:zlib";
import type { HttpRequest, Place, TrafficEvent } from "@/shared/traffic/event.ts";
import { type Column, readColumn } from "./traffic_column.ts";

/** Most events of one block: what a reader has to unpack to get at one of them. */
export const BLOCK_EVENTS = 2_048;

/**
 * Many events as two compressed blobs. What was understood is stored by column: most fields have
 * few different values.
 */
export interface TrafficBlock {
  columns: Uint8Array;
  /**
   * The raw lines, as they are: how many, their lengths, their text; as JSON, each quote of an access
   * log would be two characters. Apart, because most questions do without them.
   */
  lines: Uint8Array;
}

/** Fields of records of one kind; a field that no record has is left out. */
export type Table = Record<string, Column>;

/** The length of a JSON of this, the JSON, and the bytes that it speaks of: the columns' blob. */
export interface Columns {
  count: number;
  event: Table;
  /** Which events have a request: `at` in the bytes are their indexes. */
  requests: { count: number; at: number };
  http: Table;
  /** Which of the places each event has; -1 for none. */
  placeOf: Column;
  /** Fields of the different places. */
  places?: unknown[][];
}

export type Fields<R> = { [F in keyof R]-?: (record: R) => R[F] };

export const EVENT: Fields<Omit<TrafficEvent, "id" | "http" | "place" | "raw">> = {
  receivedAtMs: (e) => e.receivedAtMs,
  sentAtMs: (e) => e.sentAtMs,
  kind: (e) => e.kind,
  sender: (e) => e.sender,
  host: (e) => e.host,
  app: (e) => e.app,
  severity: (e) => e.severity,
  facility: (e) => e.facility,
  src: (e) => e.src,
  dst: (e) => e.dst,
  proto: (e) => e.proto,
  icmpType: (e) => e.icmpType,
  icmpCode: (e) => e.icmpCode,
  icmpId: (e) => e.icmpId,
  icmpSeq: (e) => e.icmpSeq,
  srcPort: (e) => e.srcPort,
  dstPort: (e) => e.dstPort,
  inIface: (e) => e.inIface,
  outIface: (e) => e.outIface,
  lengthBytes: (e) => e.lengthBytes,
  tcpSyn: (e) => e.tcpSyn,
  inner: (e) => e.inner,
  numbers: (e) => e.numbers,
  truncated: (e) => e.truncated,
};

export const HTTP: Fields<HttpRequest> = {
  method: (h) => h.method,
  path: (h) => h.path,
  status: (h) => h.status,
  bytes: (h) => h.bytes,
  durationMs: (h) => h.durationMs,
  userAgent: (h) => h.userAgent,
  site: (h) => h.site,
};

export const PLACE: readonly (keyof Place)[] = [
  "kind",
  "country",
  "city",
  "region",
  "latitude",
  "longitude",
  "asn",
  "organisation",
];

/**
 * The events of a block without their lines (`raw` is empty), in the order they were given.
 *
 * @param firstId Of the first event; the others follow it without a gap.
 * @param from Events before this one are left out.
 */
export function decodeColumns(packed: Uint8Array, firstId: number, from = 0): TrafficEvent[] {
  const blob = zstdDecompressSync(packed);
  const bytesAt = 4 + blob.readUInt32LE(0);
  const columns = JSON.parse(decoder.decode(blob.subarray(4, bytesAt))) as Columns;
  const bytes = blob.subarray(bytesAt);
  const { count, event, requests, http, placeOf, places } = columns;
  const events = rows(from, count, event, bytes);
  events.forEach((row, i) => {
    Object.assign(row, { id: firstId + from + i, http: null, place: null, raw: "" });
  });
  const at = (i: number) => blob.readUInt16LE(bytesAt + requests.at + 2 * i);
  let firstRequest = 0;
  while (firstRequest < requests.count && at(firstRequest) < from) firstRequest++;
  rows(firstRequest, requests.count, http, bytes).forEach((request, i) => {
    events[at(firstRequest + i) - from].http = request;
  });
  const known = places!.map((fields) => Object.fromEntries(PLACE.map((f, i) => [f, fields[i]])));
  readColumn(placeOf, bytes, from, count, (i, place) => {
    if (place as number >= 0) events[i - from].place = known[place as number];
  });
  return events as unknown as TrafficEvent[];
}

/**
 * The raw lines of a block, in the order of its events.
 *
 * @param from Lines before this one are left out.
 */
export function decodeLines(packed: Uint8Array, from = 0): string[] {
  const blob = zstdDecompressSync(packed);
  const count = blob.readUInt32LE(0);
  const length = (i: number) => blob.readUInt32LE(4 + 4 * i);
  const text = decoder.decode(blob.subarray(4 + 4 * count));
  let at = 0;
  for (let i = 0; i < from; i++) at += length(i);
  return Array.from({ length: count - from }, (_, i) => text.slice(at, at += length(from + i)));
}

function rows(
  from: number,
  count: number,
  table: Table,
  bytes: Uint8Array,
): Record<string, unknown>[] {
  const made: Record<string, unknown>[] = Array.from({ length: count - from }, () => ({}));
  for (const [field, column] of Object.entries(table)) {
    readColumn(column, bytes, from, count, (i, value) => made[i - from][field] = value);
  }
  return made;
}

// A line may begin with a byte order mark, which belongs to it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
