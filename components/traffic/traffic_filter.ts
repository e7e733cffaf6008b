import ipaddr from "ipaddr.js";
import type { TrafficEvent, TrafficKind } from "@/shared/traffic/event.ts";
import { trafficWords } from "@/components/words/traffic.ts";

const KINDS: readonly TrafficKind[] = ["icmp", "http", "connection", "text"];
/** Classes of HTTP status, by their first digit. */
export const STATUS_CLASSES = ["2xx", "3xx", "4xx", "5xx"] as const;
/** What may be done with the agents' own pings. */
export const OWN_CHOICES = ["hide", "only"] as const;
/** Longest text or pattern, in characters, and most senders that can be left out. */
const MAX_TEXT = 200, MAX_SENDERS = 20;

/** Which events a person looks at: kept in the address. */
export interface TrafficFilter {
  kind: TrafficKind | null;
  /** Part of the line, of an address, a place or a network, in any case; `/…/` is a regular expression. */
  text: string;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  city: string | null;
  status: (typeof STATUS_CLASSES)[number] | null;
  /** An address or a range in CIDR notation that the source is in. */
  from: string;
  /** The only sender whose events are shown. */
  sender: string | null;
  /** Senders whose events are left out. */
  without: readonly string[];
  /** The agents' own pings: left out, or nothing else; `null` shows them among the others. */
  own: (typeof OWN_CHOICES)[number] | null;
}

export const NO_FILTER: TrafficFilter = {
  kind: null,
  text: "",
  country: null,
  city: null,
  status: null,
  from: "",
  sender: null,
  without: [],
  own: null,
};

export function readTrafficFilter(params: URLSearchParams): TrafficFilter {
  const country = params.get("country") ?? "";
  return {
    kind: KINDS.find((kind) => kind === params.get("kind")) ?? null,
    text: (params.get("q") ?? "").slice(0, MAX_TEXT),
    country: /^[A-Z]{2}$/.test(country) ? country : null,
    city: params.get("city")?.slice(0, MAX_TEXT) || null,
    status: STATUS_CLASSES.find((status) => status === params.get("status")) ?? null,
    from: (params.get("from") ?? "").slice(0, 64),
    sender: params.get("sender")?.slice(0, 64) || null,
    without: [...new Set(params.getAll("without").map((name) => name.slice(0, 64)))]
      .filter(Boolean).slice(0, MAX_SENDERS),
    own: OWN_CHOICES.find((own) => own === params.get("own")) ?? null,
  };
}

/** The query string for `filter`, with `?` in front or empty; other parameters of `params` stay. */
export function writeTrafficFilter(filter: TrafficFilter, params: URLSearchParams): string {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string | null) =>
    value ? next.set(name, value) : next.delete(name);
  put("kind", filter.kind);
  put("q", filter.text);
  put("country", filter.country);
  put("city", filter.city);
  put("status", filter.status);
  put("from", filter.from);
  put("sender", filter.sender);
  put("own", filter.own);
  next.delete("without");
  for (const sender of filter.without) next.append("without", sender);
  return next.size ? `?${next}` : "";
}

/** Whether anything is left out at all. */
export function isFiltered(filter: TrafficFilter): boolean {
  return writeTrafficFilter(filter, new URLSearchParams()) !== "";
}

/** The source of the regular expression in `/…/`, or `null` for plain text. */
export function patternOf(text: string): string | null {
  return /^\/(.+)\/$/.exec(text.trim())?.[1] ?? null;
}

/** Why `from` is no address or range, in words, or `null`. */
export function rangeProblem(from: string): string | null {
  return from.trim() === "" || readRange(from) ? null : trafficWords().noRange;
}

/**
 * The test for one filter. Plain text is no pattern, so it cannot be made slow; regular expressions
 * are left to the caller (see `usePattern`). A range that cannot be read lets nothing through.
 *
 * @param isOwn whether an event is one of the agents' own pings
 */
export function compileFilter(
  filter: TrafficFilter,
  isOwn: (event: TrafficEvent) => boolean = () => false,
): (event: TrafficEvent) => boolean {
  const inRange = filter.from.trim() ? rangeTest(filter.from) : null;
  const wanted = patternOf(filter.text) === null ? filter.text.trim().toLowerCase() : "";
  return (event) =>
    (filter.kind === null || event.kind === filter.kind) &&
    (filter.country === null || event.place?.country === filter.country) &&
    (filter.city === null || event.place?.city === filter.city) &&
    (filter.status === null || String(event.http?.status)[0] === filter.status[0]) &&
    (filter.sender === null || event.sender === filter.sender) &&
    !filter.without.includes(event.sender) &&
    (filter.own === null || isOwn(event) === (filter.own === "only")) &&
    (inRange === null || (event.src !== null && inRange(event.src))) &&
    (wanted === "" || holds(event, wanted));
}

function holds({ raw, src, sender, host, place }: TrafficEvent, wanted: string): boolean {
  const network = place?.asn == null ? null : `AS${place.asn} ${place.organisation ?? ""}`;
  return [raw, src, sender, host, place?.country, place?.city, network]
    .some((text) => text?.toLowerCase().includes(wanted));
}

type Range = ReturnType<typeof ipaddr.parseCIDR>;

function readRange(from: string): Range | null {
  const text = from.trim();
  try {
    if (text.includes("/")) return ipaddr.parseCIDR(text);
    if (!text.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
    const address = ipaddr.parse(text);
    return [address, address.kind() === "ipv4" ? 32 : 128] as Range;
  } catch {
    return null;
  }
}

function rangeTest(from: string): (src: string) => boolean {
  const range = readRange(from);
  if (!range) return () => false;
  return (src) => {
    if (!ipaddr.isValid(src)) return false;
    const address = ipaddr.process(src);
    return address.kind() === range[0].kind() && address.match(range);
  };
}
