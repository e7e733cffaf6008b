import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { HttpRequest, Place, TrafficEvent } from "@/shared/traffic/event.ts";
import { type Column, readColumn, toColumn } from "./traffic_column.ts";

/** Most events of one block: what a reader has to unpack to get at one of them. */
export const BLOCK_EVENTS = 2_048;

/**
 * Many events as two compressed blobs. What was understood is stored by column: most fields have
 * few different values.
 */
export interface TrafficBlock {
  columns: Uint8Array;
  /** The raw lines, as they are. Apart, because most questions do without them. */
  lines: Uint8Array;
}

/** Fields of records of one kind; a field that no record has is left out. */
type Table = Record<string, Column>;

interface Columns {
  count: number;
  event: Table;
  /** Indexes of the events that have a request. */
  requests: number[];
  http: Table;
  /** Different places, and which of them each event has; -1 for none. */
  places: { count: number; fields: Table; of: Column };
}

type Fields<R> = { [F in keyof R]-?: (record: R) => R[F] };

const EVENT: Fields<Omit<TrafficEvent, "http" | "place" | "raw">> = {
  id: (e) => e.id,
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

const HTTP: Fields<HttpRequest> = {
  method: (h) => h.method,
  path: (h) => h.path,
  status: (h) => h.status,
  bytes: (h) => h.bytes,
  durationMs: (h) => h.durationMs,
  userAgent: (h) => h.userAgent,
  site: (h) => h.site,
};

const PLACE: Fields<Place> = {
  kind: (p) => p.kind,
  country: (p) => p.country,
  city: (p) => p.city,
  region: (p) => p.region,
  latitude: (p) => p.latitude,
  longitude: (p) => p.longitude,
  asn: (p) => p.asn,
  organisation: (p) => p.organisation,
};

const COMPRESSION = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Packs events that have their ids. @throws {RangeError} when there are more than a block holds */
export function encodeBlock(events: readonly TrafficEvent[]): TrafficBlock {
  if (events.length === 0 || events.length > BLOCK_EVENTS) {
    throw new RangeError(`a block holds 1 to ${BLOCK_EVENTS} events, not ${events.length}`);
  }
  const requests: number[] = [];
  const http: HttpRequest[] = [];
  events.forEach((event, index) => {
    if (!event.http) return;
    requests.push(index);
    http.push(event.http);
  });
  const columns: Columns = {
    count: events.length,
    event: toTable(events, EVENT),
    requests,
    http: toTable(http, HTTP),
    places: packPlaces(events),
  };
  return { columns: pack(JSON.stringify(columns)), lines: packLines(events) };
}

/** The events of a block without their lines (`raw` is empty), in the order they were given. */
export function decodeColumns(packed: Uint8Array): TrafficEvent[] {
  const { count, event, requests, http, places } = JSON.parse(unpack(packed)) as Columns;
  const events = rows(count, event);
  for (const row of events) Object.assign(row, { http: null, place: null, raw: "" });
  rows(requests.length, http).forEach((request, index) => events[requests[index]].http = request);
  const known = rows(places.count, places.fields);
  readColumn(places.of, count, (i, place) => {
    if (place as number >= 0) events[i].place = known[place as number];
  });
  return events as unknown as TrafficEvent[];
}

/** The raw lines of a block, in the order of its events. */
export function decodeLines(packed: Uint8Array): string[] {
  const text = unpack(packed);
  let at = text.indexOf("\n") + 1;
  return text.slice(0, at - 1).split(",").map((length) => text.slice(at, at += Number(length)));
}

/** The lengths, then the lines: as JSON, each quote of an access log would be two characters. */
function packLines(events: readonly TrafficEvent[]): Uint8Array {
  const lengths = events.map(({ raw }) => raw.length).join();
  return pack(`${lengths}\n${events.map(({ raw }) => raw).join("")}`);
}

/** The locator gives the same object for the same address, so that places are few. */
function packPlaces(events: readonly TrafficEvent[]): Columns["places"] {
  const places = new Map<Place, number>();
  const of = toColumn(
    events.map(({ place }) => {
      if (!place) return -1;
      const known = places.get(place);
      if (known !== undefined) return known;
      places.set(place, places.size);
      return places.size - 1;
    }),
    (place) => place,
  )!;
  return { count: places.size, fields: toTable([...places.keys()], PLACE), of };
}

function toTable<R>(records: readonly R[], fields: Fields<R>): Table {
  const table: Table = {};
  if (records.length === 0) return table;
  for (const field in fields) {
    const column = toColumn(records, fields[field]);
    if (column !== null) table[field] = column;
  }
  return table;
}

function rows(count: number, table: Table): Record<string, unknown>[] {
  const made: Record<string, unknown>[] = Array.from({ length: count }, () => ({}));
  for (const [field, column] of Object.entries(table)) {
    readColumn(column, count, (i, value) => made[i][field] = value);
  }
  return made;
}

const utf8 = new TextEncoder();
// A line may begin with a byte order mark, which belongs to it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const pack = (text: string): Uint8Array => zstdCompressSync(utf8.encode(text), COMPRESSION);

const unpack = (packed: Uint8Array): string => decoder.decode(zstdDecompressSync(packed));
