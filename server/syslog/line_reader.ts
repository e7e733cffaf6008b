import type { Arrival } from "@/shared/live/traffic.ts";
import type { Place, TrafficEvent } from "@/shared/traffic/event.ts";
import { Arrivals } from "./arrivals.ts";
import type { WallClock } from "./clock_text.ts";
import { MAX_LINE_BYTES, parseLine, parseSyslog } from "./parse.ts";
import { BatchReader, type RawBatch } from "./raw_batch.ts";
import { readW3cFields } from "./w3c_fields.ts";

export interface LineReaderOptions {
  /** Gives events their place, when there is a locator. */
  locate?: (address: string) => Place;
  /** Zone of a sender whose time stamps have none; UTC by default. */
  wallClockOf?: (sender: string) => WallClock;
}

/** The fields of a W3C extended log, or null; one for each of a batch's senders. */
export type FieldsOfSenders = readonly (readonly string[] | null)[];

/** What the messages of a batch say. */
export interface BatchReading {
  /** One for each message, in their order. */
  events: TrafficEvent[];
  /** Of each of the batch's senders, how many messages had no syslog priority. */
  unparsed: number[];
  /** The kinds of sender that came. */
  arrivals: Arrival[];
  /** Senders that said which fields their next lines have. */
  learned: [sender: string, fields: readonly string[]][];
  /**
   * The lines one behind the other, where that is what the events' `raw` are. A view: valid as long
   * as the batch's memory is.
   */
  ascii: Uint8Array | null;
  /** Bytes of all messages. */
  bytes: number;
}

/**
 * Messages that are made text together. A call for each would cost a tenth of reading it; and a line
 * that is not ASCII costs its neighbours the short way.
 */
const TOGETHER = 64;
const REPLACEMENT = "\ufffd";
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Reads batches: parses and locates. */
export class LineReader {
  constructor(private readonly options: LineReaderOptions = {}) {}

  /** @param fields Of W3C extended logs, as far as known before this batch. */
  read(batch: RawBatch, fields: FieldsOfSenders = []): BatchReading {
    const reader = new BatchReader(batch);
    const { senders, count } = batch;
    const { locate, wallClockOf } = this.options;
    const clocks = senders.map(({ address }) => wallClockOf?.(address) ?? Date.UTC);
    const fieldsOf = senders.map((_, i) => fields[i] ?? null);
    const unparsed = senders.map(() => 0);
    const arrivals = new Arrivals();
    const learned: BatchReading["learned"] = [];
    const events: TrafficEvent[] = [];
    let isAscii = true;
    for (let first = 0; first < count; first += TOGETHER) {
      const end = Math.min(first + TOGETHER, count);
      const text = asciiText(reader.bytes(first, end));
      const from = reader.start(first);
      for (let i = first; i < end; i++) {
        const start = reader.start(i), length = reader.start(i + 1) - start;
        const of = reader.senderOf(i), atMs = reader.atMs(i);
        const { address, via } = senders[of];
        const isShort = text !== null && length <= MAX_LINE_BYTES;
        const event = isShort
          ? parseLine(
            text.slice(start - from, start - from + length),
            atMs,
            address,
            clocks[of],
            fieldsOf[of],
            false,
          )
          : parseSyslog(reader.bytes(i), atMs, address, clocks[of], fieldsOf[of]);
        if (!isShort) isAscii = false;
        if (event.src !== null && locate !== undefined) event.place = locate(event.src);
        // Without a priority, what came as syslog was not understood.
        if (via !== "api" && event.severity === null) unparsed[of]++;
        arrivals.note(event, via);
        events.push(event);
        const named = event.kind === "text" ? readW3cFields(event.raw) : null;
        if (named === null) continue;
        learned.push([address, named]);
        senders.forEach((sender, i) => {
          if (sender.address === address) fieldsOf[i] = named;
        });
      }
    }
    const all = reader.bytes(0, count);
    const rest = { ascii: isAscii ? all : null, bytes: all.length };
    return { events, unparsed, arrivals: arrivals.list(), learned, ...rest };
  }
}

/** Text whose characters are the bytes, or null where that is not so. */
function asciiText(bytes: Uint8Array): string | null {
  const text = utf8.decode(bytes);
  // More bytes than characters: UTF-8. As many, but not ASCII: something that is no UTF-8.
  return text.length === bytes.length && !text.includes(REPLACEMENT) ? text : null;
}
