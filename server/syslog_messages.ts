import type { Arrival, SenderHealth, TrafficCounters } from "@/shared/live/traffic.ts";
import type { Place, TrafficEvent } from "@/shared/traffic/event.ts";
import type { Pinged, Pinger } from "@/shared/traffic/own_pings.ts";
import type { Level } from "./log.ts";
import type { SenderZones } from "./syslog/sender_zones.ts";

/** What the Worker of inbound traffic is started with. */
export interface SyslogSettings {
  host: string;
  /** UDP and TCP; null: only lines of the API. */
  port: number | null;
  tls: { port: number; cert: string; key: string } | null;
  allow: string[];
  zones: SenderZones;
  databasePath: string;
  geoipCity: string | null;
  geoipAsn: string | null;
}

/** To the Worker. An `id` is repeated in its answer. */
export type SyslogOrder =
  | { type: "start"; settings: SyslogSettings }
  | { type: "locate"; id: number; address: string }
  | { type: "lines"; id: number; source: string; lines: string[] }
  /** Whose pings are the agents' own. */
  | { type: "mesh"; agents: Pinger[]; targets: Pinged[] }
  | { type: "close" };

/** From the Worker. */
export type SyslogReport =
  | { type: "started"; address: string | null; port: number | null; tlsPort: number | null }
  | { type: "refused"; because: "config" | "port" | "other"; message: string }
  | { type: "log"; level: Level; message: string }
  /** A reading Worker is wanted at the other end of this port. */
  | { type: "reader"; port: MessagePort }
  | { type: "answer"; id: number; place: Place | null }
  | { type: "failed"; id: number; message: string }
  | ({ type: "news" } & SyslogNews)
  | { type: "closed" };

/** A few times a second, when anything happened. */
export interface SyslogNews {
  /** The newest stored events, in the order they arrived, at most 200. */
  events: TrafficEvent[];
  /** Further events that were stored. */
  leftOut: number;
  senders: SenderHealth[];
  counters: TrafficCounters;
  arrivals: Arrival[];
}
