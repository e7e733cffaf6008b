import type { Arrival } from "@/shared/live/traffic.ts";
import type { TrafficEvent } from "@/shared/traffic/event.ts";

/** How a message came: in a datagram, in a stream with its length or as a line, or over the API. */
export type Via = "datagram" | "counted" | "lines" | "api";

type Kind = Arrival["kind"];

/** Tags of the recipes' access logs. */
const WEB_SERVERS: Readonly<Record<string, Kind>> = {
  nginx: "nginx",
  apache: "apache",
  haproxy: "haproxy",
  traefik: "traefik",
};
const FACILITY_KERNEL = 0;
/** The version of RFC 5424 behind the priority. */
const VERSION_1 = /^<\d{1,3}>1 /;

/**
 * The kinds of sender (recipes) that a message may be of. iptables and nftables write the same
 * lines; rsyslog and syslog-ng are told apart by transport, framing and header.
 */
export function kindsOf(event: TrafficEvent, via: Via): Kind[] {
  if (via === "api") return ["api"];
  if (event.kind === "http") {
    const server = WEB_SERVERS[event.app ?? ""];
    if (server !== undefined) return [server];
    return via === "lines" && event.raw.startsWith("{") ? ["caddy"] : [];
  }
  const kinds: Kind[] = [];
  const isKernel = event.facility === FACILITY_KERNEL || event.app === "kernel";
  if (event.kind === "icmp" && isKernel) {
    kinds.push(event.proto === "ICMPv6" ? "ip6tables" : "iptables", "nftables");
  }
  if (via === "counted" && VERSION_1.test(event.raw)) kinds.push("syslog-ng");
  else if (isKernel) {
    if (via === "datagram") kinds.push("rsyslog-udp");
    if (via === "counted") kinds.push("rsyslog-tcp");
  }
  return kinds;
}

/** The first and the last message of each kind of sender: as many rows as there are kinds. */
export class Arrivals {
  readonly #rows: Map<Kind, Arrival>;

  /** @param known what came before this process */
  constructor(known: readonly Arrival[] = []) {
    this.#rows = new Map(known.map((row) => [row.kind, { ...row }]));
  }

  note(event: TrafficEvent, via: Via): void {
    const { receivedAtMs: atMs, sender } = event;
    for (const kind of kindsOf(event, via)) {
      const row = this.#rows.get(kind);
      if (row === undefined) {
        this.#rows.set(kind, { kind, count: 1, firstAtMs: atMs, lastAtMs: atMs, sender });
        continue;
      }
      row.count++;
      row.lastAtMs = atMs;
      row.sender = sender;
    }
  }

  /** Adds what others noted after all that was noted here. */
  add(later: readonly Arrival[]): void {
    for (const { kind, count, firstAtMs, lastAtMs, sender } of later) {
      const row = this.#rows.get(kind);
      if (row === undefined) {
        this.#rows.set(kind, { kind, count, firstAtMs, lastAtMs, sender });
        continue;
      }
      row.count += count;
      row.lastAtMs = lastAtMs;
      row.sender = sender;
    }
  }

  list(): Arrival[] {
    return [...this.#rows.values()].map((row) => ({ ...row }));
  }
}
