import type { MappedFile } from "@/agent/libc/map_file.ts";
import type { Arrival } from "@/shared/live/traffic.ts";
import type { Place, TrafficEvent } from "@/shared/traffic/event.ts";
import type { Pinged, Pinger } from "@/shared/traffic/own_pings.ts";
import type { PackedEvents } from "./domain/packed_events.ts";
import type { FieldsOfSenders } from "./syslog/line_reader.ts";
import type { RawBatch } from "./syslog/raw_batch.ts";
import type { SyslogSettings } from "./syslog_messages.ts";
import type { OwnRequest } from "./traffic/sightings.ts";

/** What a reading Worker needs to know. */
export interface ReaderSettings extends Pick<SyslogSettings, "zones" | "geoipCity" | "geoipAsn"> {
  /** Files of the embedded GeoIP database that are in memory already, by their path. */
  mapped: ReadonlyMap<string, MappedFile>;
}

/** To a reading Worker. An `id` is repeated in its answer. */
export type ReaderOrder =
  | { type: "start"; settings: ReaderSettings }
  /** The batch's memory goes along, and comes back with the answer. */
  | { type: "read"; id: number; batch: RawBatch; fields: FieldsOfSenders }
  | { type: "locate"; id: number; address: string }
  /** Whose pings are the agents' own. */
  | { type: "mesh"; agents: readonly Pinger[]; targets: readonly Pinged[] };

/** From a reading Worker. */
export type ReaderReport =
  | { type: "started" }
  | { type: "log"; message: string }
  | { type: "answer"; id: number; answer: ReadBatch | Place }
  | { type: "failed"; id: number; message: string };

/** What a batch says, ready to be stored. */
export interface ReadBatch {
  /** The batch's memory. */
  buffer: ArrayBuffer;
  /** Of each of the batch's senders, how many messages had no syslog priority. */
  unparsed: number[];
  /** The kinds of sender that came. */
  arrivals: Arrival[];
  /** Senders that said which fields their next lines have. */
  learned: [sender: string, fields: readonly string[]][];
  /** The agents' own requests that were logged. */
  ownRequests: OwnRequest[];
  /** A few events are stored one by one. */
  events: TrafficEvent[] | PackedEvents;
}
