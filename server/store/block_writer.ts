import { constants, zstdCompressSync } from "node:zlib";
import type { HttpRequest, Place, TrafficEvent } from "@/shared/traffic/event.ts";
import {
  BLOCK_EVENTS,
  type Columns,
  EVENT,
  type Fields,
  HTTP,
  PLACE,
  type Table,
  type TrafficBlock,
} from "./traffic_block.ts";
import { ByteWriter, ColumnWriter } from "./traffic_column.ts";

const writersOf = <R>(fields: Fields<R>): [string, ColumnWriter<R>][] =>
  Object.entries<(record: R) => unknown>(fields)
    .map(([field, get]) => [field, new ColumnWriter(BLOCK_EVENTS, get)]);

/** Packs events, whatever ids they have or will get. Used for one block after the other. */
export class BlockWriter {
  readonly #event = writersOf(EVENT);
  readonly #http = writersOf(HTTP);
  readonly #requests = new Uint16Array(BLOCK_EVENTS);
  #requestCount = 0;
  readonly #placeOf = new ColumnWriter<number>(BLOCK_EVENTS, (place) => place);
  /** The locator gives the same object for the same address, so that places are few. */
  readonly #places = new Map<Place, number>();
  readonly #lengths = new Uint32Array(BLOCK_EVENTS);
  readonly #lines = new ByteWriter();
  readonly #bytes = new ByteWriter();
  readonly #blob = new ByteWriter();
  #count = 0;

  /** Events that were added since the last block. */
  get count(): number {
    return this.#count;
  }

  /**
   * Adds events. A few dozen at a time are still in the core's cache for each of the columns.
   *
   * @param ascii The `raw` of all of them one behind the other, when somebody has them so.
   * @throws {RangeError} when there are more than a block holds
   */
  add(events: readonly TrafficEvent[], ascii: Uint8Array | null = null): void {
    if (this.#count + events.length > BLOCK_EVENTS) {
      throw new RangeError(`a block holds no more than ${BLOCK_EVENTS} events`);
    }
    const requests: HttpRequest[] = [], places: number[] = [];
    for (const { http, place, raw } of events) {
      if (http) {
        this.#requests[this.#requestCount++] = this.#count;
        requests.push(http);
      }
      places.push(place ? this.#indexOf(place) : -1);
      this.#lengths[this.#count++] = raw.length;
    }
    for (const [, writer] of this.#event) writer.add(events);
    for (const [, writer] of this.#http) writer.add(requests);
    this.#placeOf.add(places);
    if (ascii !== null) this.#lines.putBytes(ascii);
    else this.#lines.putText(events.map(({ raw }) => raw).join(""));
  }

  /**
   * The block of all that was added; begins anew.
   *
   * @throws {RangeError} when that is nothing
   */
  take(): TrafficBlock {
    if (this.#count === 0) throw new RangeError("a block holds at least one event");
    const block = { columns: this.#takeColumns(), lines: this.#takeLines() };
    this.#count = 0;
    this.#requestCount = 0;
    this.#places.clear();
    return block;
  }

  #indexOf(place: Place): number {
    let index = this.#places.get(place);
    if (index === undefined) this.#places.set(place, index = this.#places.size);
    return index;
  }

  #takeColumns(): Uint8Array {
    const requests = this.#requests.subarray(0, this.#requestCount);
    const columns: Columns = {
      count: this.#count,
      event: this.#takeTable(this.#event),
      requests: { count: requests.length, at: this.#bytes.put16(requests) },
      http: this.#takeTable(this.#http),
      placeOf: this.#placeOf.take(this.#bytes)!,
    };
    const places = Array.from(this.#places.keys(), textOfPlace).join();
    const rest = JSON.stringify(columns).slice(0, -1);
    this.#blob.putCountedText(`${rest},"places":[${places}]}`);
    this.#blob.putBytes(this.#bytes.take());
    return compress(this.#blob.take());
  }

  #takeTable<R>(writers: readonly [string, ColumnWriter<R>][]): Table {
    const table: Table = {};
    for (const [field, writer] of writers) {
      const column = writer.take(this.#bytes);
      if (column !== null) table[field] = column;
    }
    return table;
  }

  #takeLines(): Uint8Array {
    this.#blob.put32(this.#count);
    for (let i = 0; i < this.#count; i++) this.#blob.put32(this.#lengths[i]);
    this.#blob.putBytes(this.#lines.take());
    return compress(this.#blob.take());
  }
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

const COMPRESSION = {
  params: { [constants.ZSTD_c_compressionLevel]: 1 },
  // A block is one piece nearly always.
  chunkSize: 131_072,
};

const compress = (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes, COMPRESSION);
