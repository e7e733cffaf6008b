import type { Arrival } from "@/shared/live/traffic.ts";
import type { Place, TrafficEvent } from "@/shared/traffic/event.ts";
import { Arrivals } from "./arrivals.ts";
import type { WallClock } from "@/shared/zone_clock.ts";
import { MAX_LINE_BYTES, parseLine, parseSyslog } from "./parse.ts";
import { BatchReader, type BatchSender, type RawBatch } from "./raw_batch.ts";
import { readW3cFields } from "./w3c_fields.ts";

export interface LineReaderOptions {
  /** Gives events their place, when there is a locator. */
  locate?: (address: string) => Place;
  /** Zone of a sender whose time stamps have none; UTC by default. */
  wallClockOf?: (sender: string) => WallClock;
}

/** The fields of a W3C extended log, or null; one for each of a batch's senders. */
export type FieldsOfSenders = readonly (readonly string[] | null)[];

/**
 * Events, in the order of their messages.
 *
 * @param ascii The lines one behind the other, where that is what the events' `raw` are. A view: valid
 * as long as the batch's memory is.
 */
export type TakeEvents = (events: TrafficEvent[], ascii: Uint8Array | null) => void;

/** What else the messages of a batch say. */
export interface BatchReading {
  /** Of each of the batch's senders, how many messages had no syslog priority. */
  unparsed: number[];
  /** The kinds of sender that came. */
  arrivals: Arrival[];
  /** Senders that said which fields their next lines have. */
  learned: [sender: string, fields: readonly string[]][];
}

/**
 * Messages that are read together. They are made text in one call, as a call for each would cost a
 * tenth of reading it; a line that is not ASCII costs its neighbours the short way. And the events of
 * so many are in the core's cache still when they are taken, and forgotten before the next ones come.
 */
const TOGETHER = 64;
const REPLACEMENT = "\ufffd";
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Reads batches: parses and locates. */
export class LineReader {
  constructor(private readonly options: LineReaderOptions = {}) {}

  /**
   * @param fields Of W3C extended logs, as far as known before this batch.
   * @param take Is given the events, a few dozen at a time.
   */
  read(batch: RawBatch, fields: FieldsOfSenders, take: TakeEvents): BatchReading {
    const reader = new BatchReader(batch);
    const reading = new Reading(this.options, batch.senders, fields);
    for (let first = 0; first < batch.count; first += TOGETHER) {
      const end = Math.min(first + TOGETHER, batch.count);
      const bytes = reader.bytes(first, end), from = reader.start(first);
      const text = asciiText(bytes);
      const events: TrafficEvent[] = [];
      let isAscii = text !== null;
      for (let i = first; i < end; i++) {
        const start = reader.start(i) - from, length = reader.start(i + 1) - from - start;
        const of = reader.senderOf(i), atMs = reader.atMs(i);
        if (text !== null && length <= MAX_LINE_BYTES) {
          events.push(reading.ofText(text.slice(start, start + length), of, atMs));
          continue;
        }
        isAscii = false;
        events.push(reading.ofBytes(reader.bytes(i), of, atMs));
      }
      take(events, isAscii ? bytes : null);
    }
    return reading.summary();
  }
}

/** The reading of one batch. */
class Reading {
  readonly #clocks: readonly WallClock[];
  readonly #fields: (readonly string[] | null)[];
  readonly #unparsed: number[];
  readonly #arrivals = new Arrivals();
  readonly #learned: BatchReading["learned"] = [];

  constructor(
    private readonly options: LineReaderOptions,
    private readonly senders: readonly BatchSender[],
    fields: FieldsOfSenders,
  ) {
    this.#clocks = senders.map(({ address }) => options.wallClockOf?.(address) ?? Date.UTC);
    this.#fields = senders.map((_, i) => fields[i] ?? null);
    this.#unparsed = senders.map(() => 0);
  }

  /** @param of Index of the sender. */
  ofText(line: string, of: number, atMs: number): TrafficEvent {
    const { address } = this.senders[of];
    const event = parseLine(line, atMs, address, this.#clocks[of], this.#fields[of], false);
    return this.#looked(event, of);
  }

  ofBytes(line: Uint8Array, of: number, atMs: number): TrafficEvent {
    const { address } = this.senders[of];
    const event = parseSyslog(line, atMs, address, this.#clocks[of], this.#fields[of]);
    return this.#looked(event, of);
  }

  summary(): BatchReading {
    const unparsed = this.#unparsed, learned = this.#learned;
    return { unparsed, arrivals: this.#arrivals.list(), learned };
  }

  #looked(event: TrafficEvent, of: number): TrafficEvent {
    const { locate } = this.options, { via } = this.senders[of];
    if (event.src !== null && locate !== undefined) event.place = locate(event.src);
    // Without a priority, what came as syslog was not understood.
    if (via !== "api" && event.severity === null) this.#unparsed[of]++;
    this.#arrivals.note(event, via);
    if (event.kind === "text") this.#learn(event);
    return event;
  }

  #learn({ sender, raw }: TrafficEvent): void {
    const fields = readW3cFields(raw);
    if (fields === null) return;
    this.#learned.push([sender, fields]);
    this.senders.forEach(({ address }, i) => {
      if (address === sender) this.#fields[i] = fields;
    });
  }
}

/** Text whose characters are the bytes, or null where that is not so. */
function asciiText(bytes: Uint8Array): string | null {
  const text = utf8.decode(bytes);
  // More bytes than characters: UTF-8. As many, but not ASCII: something that is no UTF-8.
  return text.length === bytes.length && !text.includes(REPLACEMENT) ? text : null;
}
