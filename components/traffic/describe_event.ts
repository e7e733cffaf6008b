import { icmpName } from "@/shared/traffic/icmp_names.ts";
import type { InnerPacket, Place, TrafficEvent } from "@/shared/traffic/event.ts";
import { formatDuration, formatUtc } from "@/components/text/format.ts";
import { trafficWords } from "@/components/words/traffic.ts";

const MINUTE_MS = 60_000;

/** What happened, in one line: `echo request, id 16347 seq 1`, `GET /`, or the line itself. */
export function describeEvent(event: TrafficEvent): string {
  if (event.kind === "http" && event.http) {
    const { method, path, site } = event.http;
    return [method, (site && path?.startsWith("/") ? site : "") + (path ?? "")].join(" ").trim();
  }
  if (event.kind === "icmp") return describeIcmp(event);
  if (event.kind === "connection") return describeConnection(event);
  return describeText(event);
}

function describeIcmp({ proto, icmpType, icmpCode, icmpId, icmpSeq }: TrafficEvent): string {
  if (icmpType === null) return proto ?? "ICMP";
  const name = icmpName(proto, icmpType, icmpCode);
  const detail = [
    ...(icmpId === null ? [] : [`id ${icmpId}`]),
    ...(icmpSeq === null ? [] : [`seq ${icmpSeq}`]),
  ].join(" ");
  return detail ? `${name}, ${detail}` : name;
}

/** Time and host have columns of their own: the line from the program's name on says the rest. */
function describeText({ raw, app }: TrafficEvent): string {
  const from = app ? raw.indexOf(app) : -1;
  return from < 0 ? raw.replace(/^<\d{1,3}>/, "") : raw.slice(from);
}

function describeConnection({ proto, dst, dstPort, srcPort }: TrafficEvent): string {
  const to = dstPort === null ? dst : `${dst?.includes(":") ? `[${dst}]` : dst ?? ""}:${dstPort}`;
  const words = trafficWords();
  return srcPort === null
    ? words.ipTo(proto ?? "IP", to ?? "?")
    : words.ipFrom(proto ?? "IP", to ?? "?", srcPort);
}

/** Where it came from: country code and words, either may be empty. */
export function describePlace(place: Place | null): { country: string; words: string } {
  if (!place) return { country: "", words: "" };
  if (place.kind !== "place") return { country: "", words: trafficWords().places[place.kind] };
  return { country: place.country ?? "", words: place.city ?? place.region ?? "" };
}

/** How long a web server took: in milliseconds up to a minute, which is what one compares. */
export function formatTook(ms: number): string {
  return ms < MINUTE_MS ? `${Math.round(ms)} ms` : formatDuration(ms);
}

/** Everything else that is known of an event, as names and values for the opened row. */
export function eventFields(event: TrafficEvent): [name: string, value: string][] {
  const { http, place } = event, words = trafficWords(), names = words.fields;
  const fields: [string, string | number | null | undefined][] = [
    [names.received, formatUtc(event.receivedAtMs)],
    [names.written, event.sentAtMs === null ? null : formatUtc(event.sentAtMs)],
    [names.sender, event.sender],
    [names.host, event.host],
    [names.program, event.app],
    [names.facility, event.facility],
    [names.severity, event.severity],
    [names.source, joinPort(event.src, event.srcPort)],
    [names.destination, joinPort(event.dst, event.dstPort)],
    [names.protocol, event.proto],
    [names.icmp, event.icmpType === null ? null : `${event.icmpType} / ${event.icmpCode}`],
    [names.inner, event.inner ? describeInner(event.inner) : null],
    [names.inIface, event.inIface],
    [names.outIface, event.outIface],
    [names.packet, event.lengthBytes === null ? null : words.bytes(event.lengthBytes)],
    [names.status, http?.status],
    [names.response, http?.bytes == null ? null : words.bytes(http.bytes)],
    [names.took, http?.durationMs == null ? null : `${http.durationMs} ms`],
    [names.userAgent, http?.userAgent],
    [names.site, http?.site],
    [names.region, place?.region],
    [
      names.network,
      place?.asn == null ? null : `AS${place.asn} ${place.organisation ?? ""}`.trim(),
    ],
  ];
  return fields.flatMap(([name, value]) =>
    value == null || value === "" ? [] : [[name, `${value}`]]
  );
}

/** The packet that an ICMP error is about: `UDP from 192.0.2.7:40000 to 203.0.113.1:33434`. */
function describeInner(inner: InnerPacket): string {
  const { src, dst, proto, icmpType, icmpCode, srcPort, dstPort } = inner;
  const what = icmpType === null ? proto ?? "IP" : icmpName(proto, icmpType, icmpCode);
  const from = joinPort(src, srcPort) ?? "?", to = joinPort(dst, dstPort) ?? "?";
  return trafficWords().fromTo(what, from, to);
}

function joinPort(address: string | null, port: number | null): string | null {
  if (address === null || port === null) return address;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
