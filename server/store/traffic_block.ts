import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { HttpRequest, Place, TrafficEvent } from "@/shared/traffic/event.ts";
import { ByteWriter, type Column, ColumnWriter, readColumn } from "./traffic_column.ts";

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
  /** Which events have a request: `at` in the bytes are their indexes. */
  requests: { count: number; at: number };
  http: Table;
  /** Which of the places each event has; -1 for none. */
  placeOf: Column;
  /** Fields of the different places. */
  places?: unknown[][];
}

type Fields<R> = { [F in keyof R]-?: (record: R) => R[F] };

const EVENT: Fields<Omit<TrafficEvent, "id" | "http" | "place" | "raw">> = {
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

const PLACE: readonly (keyof Place)[] = [
  "kind",
  "country",
  "city",
  "region",
  "latitude",
  "longitude",
  "asn",
  "organisation",
];

const writersOf = <R>(fields: Fields<R>): [string, ColumnWriter<R>][] =>
  Object.entries<(record: R) => unknown>(fields)
    .map(([field, get]) => [field, new ColumnWriter(BLOCK_EVENTS, get)]);

/** Used for one block after the other: what they hold is found and forgotten in one call. */
const WRITERS = {
  event: writersOf(EVENT),
  http: writersOf(HTTP),
  requests: new Uint16Array(BLOCK_EVENTS),
  placeOf: new ColumnWriter<number>(BLOCK_EVENTS, (place) => place),
  bytes: new ByteWriter(),
  blob: new ByteWriter(),
};

/**
 * Packs events, whatever ids they have or will get.
 *
 * @param ascii The `raw` of all events one behind the other, when somebody has them so.
 * @throws {RangeError} when there are more than a block holds
 */
export function encodeBlock(
  events: readonly TrafficEvent[],
  ascii: Uint8Array | null = null,
): TrafficBlock {
  if (events.length === 0 || events.length > BLOCK_EVENTS) {
    throw new RangeError(`a block holds 1 to ${BLOCK_EVENTS} events, not ${events.length}`);
  }
  const { event, http, requests, placeOf, bytes } = WRITERS;
  let requestCount = 0;
  // The locator gives the same object for the same address, so that places are few.
  const places = new Map<Place, number>();
  for (let i = 0; i < events.length; i++) {
    const one = events[i];
    for (const [, writer] of event) writer.add(one);
    if (one.http) {
      requests[requestCount++] = i;
      for (const [, writer] of http) writer.add(one.http);
    }
    let known = one.place ? places.get(one.place) : -1;
    if (known === undefined) places.set(one.place!, known = places.size);
    placeOf.add(known);
  }
  const columns: Columns = {
    count: events.length,
    event: takeTable(event),
    requests: { count: requestCount, at: bytes.put16(requests.subarray(0, requestCount)) },
    http: takeTable(http),
    placeOf: placeOf.take(bytes)!,
  };
  const texts = Array.from(places.keys(), textOfPlace);
  return { columns: packColumns(columns, texts, bytes.take()), lines: packLines(events, ascii) };
}

/**
 * The events of a block without their lines (`raw` is empty), in the order they were given.
 *
 * @param firstId Of the first event; the others follow it without a gap.
 */
export function decodeColumns(packed: Uint8Array, firstId: number): TrafficEvent[] {
  const blob = zstdDecompressSync(packed);
  const bytesAt = 4 + blob.readUInt32LE(0);
  const columns = JSON.parse(decoder.decode(blob.subarray(4, bytesAt))) as Columns;
  const bytes = blob.subarray(bytesAt);
  const { count, event, requests, http, placeOf, places } = columns;
  const events = rows(count, event, bytes);
  events.forEach((row, i) => {
    Object.assign(row, { id: firstId + i, http: null, place: null, raw: "" });
  });
  const at = (i: number) => blob.readUInt16LE(bytesAt + requests.at + 2 * i);
  rows(requests.count, http, bytes).forEach((request, i) => events[at(i)].http = request);
  const known = places!.map((fields) => Object.fromEntries(PLACE.map((f, i) => [f, fields[i]])));
  readColumn(placeOf, bytes, count, (i, place) => {
    if (place as number >= 0) events[i].place = known[place as number];
  });
  return events as unknown as TrafficEvent[];
}

/** The raw lines of a block, in the order of its events. */
export function decodeLines(packed: Uint8Array): string[] {
  const blob = zstdDecompressSync(packed);
  const count = blob.readUInt32LE(0);
  const text = decoder.decode(blob.subarray(4 + 4 * count));
  let at = 0;
  return Array.from(
    { length: count },
    (_, i) => text.slice(at, at += blob.readUInt32LE(4 + 4 * i)),
  );
}

/** The length of the JSON, the JSON, and the bytes that it speaks of. */
function packColumns(columns: Columns, places: string[], bytes: Uint8Array): Uint8Array {
  const { blob } = WRITERS;
  const rest = JSON.stringify(columns).slice(0, -1);
  blob.putCountedText(`${rest},"places":[${places.join()}]}`);
  blob.putBytes(bytes);
  return compress(blob.take());
}

/** Coordinates take long to spell, and places come again in the next block. */
const placeTexts = new WeakMap<Place, string>();

function textOfPlace(place: Place): string {
  let text = placeTexts.get(place);
  if (text === undefined) {
    text = JSON.stringify(PLACE.map((field) => place[field]));
    placeTexts.set(place, text);
  }
  return text;
}

/** How many, their lengths, the lines: as JSON, each quote of an access log would be two characters. */
function packLines(events: readonly TrafficEvent[], ascii: Uint8Array | null): Uint8Array {
  const { blob } = WRITERS;
  blob.put32(events.length);
  for (const { raw } of events) blob.put32(raw.length);
  if (ascii !== null) blob.putBytes(ascii);
  else blob.putText(events.map(({ raw }) => raw).join(""));
  return compress(blob.take());
}

function takeTable<R>(writers: readonly [string, ColumnWriter<R>][]): Table {
  const table: Table = {};
  for (const [field, writer] of writers) {
    const column = writer.take(WRITERS.bytes);
    if (column !== null) table[field] = column;
  }
  return table;
}

function rows(count: number, table: Table, bytes: Uint8Array): Record<string, unknown>[] {
  const made: Record<string, unknown>[] = Array.from({ length: count }, () => ({}));
  for (const [field, column] of Object.entries(table)) {
    readColumn(column, bytes, count, (i, value) => made[i][field] = value);
  }
  return made;
}

// A line may begin with a byte order mark, which belongs to it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const COMPRESSION = {
  params: { [constants.ZSTD_c_compressionLevel]: 1 },
  // A block is one piece nearly always.
  chunkSize: 131_072,
};

const compress = (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes, COMPRESSION);
