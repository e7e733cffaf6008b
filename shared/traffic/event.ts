/**
 * What the server makes of one log line and the browser shows. Plain JSON all the way down, so
 * that it crosses a Worker, a WebSocket and a database row unchanged.
 *
 * @module
 */

/** What an event is about: an ICMP packet, any other packet, an HTTP request, or just a line. */
export type TrafficKind = "icmp" | "connection" | "http" | "text";

/**
 * Where an address is. `kind` is `place` when a database knew it; the special kinds name a range
 * that belongs to no place (`private` is RFC 1918 and RFC 4193); `unknown` is an address that no
 * database knew, or text that is no address.
 */
export interface Place {
  readonly kind:
    | "place"
    | "private"
    | "loopback"
    | "link-local"
    | "cgnat"
    | "documentation"
    | "multicast"
    | "reserved"
    | "unknown";
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly city: string | null;
  readonly region: string | null;
  /** Degrees, WGS 84, north positive. */
  readonly latitude: number | null;
  /** Degrees, WGS 84, east positive. */
  readonly longitude: number | null;
  readonly asn: number | null;
  readonly organisation: string | null;
}

/** The HTTP part of an event, from an access log line. */
export interface HttpRequest {
  /** Null when the request line was not one of HTTP (a TLS hello on a plain port, say). */
  method: string | null;
  /** The request target as logged, or the whole request line when it was not one of HTTP. */
  path: string | null;
  status: number;
  /** Bytes of the response as logged. */
  bytes: number | null;
  durationMs: number | null;
  userAgent: string | null;
  /** Virtual host, where the log format has it. */
  site: string | null;
}

/** The packet that an ICMP error is about, as far as the line has it. */
export interface InnerPacket {
  src: string | null;
  dst: string | null;
  proto: string | null;
  icmpType: number | null;
  icmpCode: number | null;
  srcPort: number | null;
  dstPort: number | null;
}

/** One log line, understood as far as it could be. */
export interface TrafficEvent {
  /** Given by the store. */
  id?: number;
  /** Unix time in milliseconds, of this server's clock. */
  receivedAtMs: number;
  /** Unix time in milliseconds as the line says, or null when it says none that makes sense. */
  sentAtMs: number | null;
  kind: TrafficKind;
  /** Address that sent the datagram or opened the connection. */
  sender: string;
  /** HOSTNAME of the syslog header. */
  host: string | null;
  /** APP-NAME (RFC 5424) or TAG (RFC 3164). */
  app: string | null;
  /** 0 (emergency) to 7 (debug); null when the line carried no priority. */
  severity: number | null;
  /** 0 (kernel) to 23 (local7); null when the line carried no priority. */
  facility: number | null;
  /** Canonical text of the source address (RFC 5952; IPv4-mapped as IPv4). */
  src: string | null;
  dst: string | null;
  /** `ICMP`, `ICMPv6`, `TCP`, `UDP`, … or a decimal protocol number. */
  proto: string | null;
  icmpType: number | null;
  icmpCode: number | null;
  icmpId: number | null;
  icmpSeq: number | null;
  srcPort: number | null;
  dstPort: number | null;
  inIface: string | null;
  outIface: string | null;
  /** Length of the whole IP packet. */
  lengthBytes: number | null;
  /** The packet opens a TCP connection. */
  tcpSyn?: boolean;
  /** Of an ICMP error; the fields above are those of the error itself. */
  inner?: InnerPacket | null;
  http: HttpRequest | null;
  /** What the line measures, by name: finite numbers, 16 at most. */
  numbers?: Record<string, number> | null;
  /** Place of `src`; null until it was looked up, or when there is no `src`. */
  place: Place | null;
  /** The line as text with its control characters: hostile, to be shown as text only. */
  raw: string;
  /** The line was longer than the limit and `raw` is its beginning. */
  truncated: boolean;
}
