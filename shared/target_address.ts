import { addressProblem } from "./address.ts";

/** How a target is probed. */
export type TargetKind = "icmp" | "tcp" | "http";
export const TARGET_KINDS: readonly TargetKind[] = ["icmp", "tcp", "http"];

/** The longest URL of a target; longer ones are no addresses of a service. */
const MAX_URL_LENGTH = 500;

/** The kind that an address tells by itself: a URL is `http`, `host:port` is `tcp`, else `icmp`. */
export function kindOfAddress(address: string): TargetKind {
  if (/^https?:\/\//i.test(address)) return "http";
  return splitHostPort(address) ? "tcp" : "icmp";
}

/**
 * Why `address` is none that this kind of probe can use, in words for the person who typed it, or
 * `null`. `icmp` takes an IP literal or a host name, `tcp` the same with a port (`host:443`,
 * `[2001:db8::1]:443`), `http` a URL.
 */
export function targetAddressProblem(kind: TargetKind, address: string): string | null {
  if (kind === "icmp") return addressProblem(address);
  return kind === "tcp" ? hostPortProblem(address) : urlProblem(address);
}

/** Host (without brackets) and port of `host:port` or `[IPv6]:port`; `null` when it is neither. */
export function splitHostPort(text: string): { host: string; port: number } | null {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*)):([1-9]\d{0,4})$/.exec(text);
  if (!match || Number(match[3]) > 65_535) return null;
  const isBracketed = match[1] !== undefined;
  if (isBracketed && !match[1].includes(":")) return null;
  return { host: isBracketed ? match[1] : match[2], port: Number(match[3]) };
}

function hostPortProblem(text: string): string | null {
  if (text === "") return "an address is missing";
  const parts = splitHostPort(text);
  if (parts) return addressProblem(parts.host);
  return `${JSON.stringify(text)} is not host:port or [IPv6]:port with a port of 1 to 65535`;
}

function urlProblem(text: string): string | null {
  if (text === "") return "an address is missing";
  if (text.length > MAX_URL_LENGTH) return `a URL has at most ${MAX_URL_LENGTH} characters`;
  const url = /^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) ? URL.parse(text) : null;
  if (!url) return `${JSON.stringify(text)} is not a URL that begins with http:// or https://`;
  // A password in a list that every agent gets and every viewer sees would not be one.
  if (url.username || url.password) return "a URL must not hold a user name or password";
  return addressProblem(hostOfUrl(url)) === null
    ? null
    : `${JSON.stringify(url.hostname)} is not an IP address or host name`;
}

/** Host of a URL as a name or an IP literal without brackets. */
export function hostOfUrl(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

/** The name or IP literal behind a target's address, whatever its kind. */
export function hostOf({ kind, address }: { kind: TargetKind; address: string }): string {
  if (kind === "icmp") return address;
  if (kind === "tcp") return splitHostPort(address)?.host ?? address;
  const url = URL.parse(address);
  return url ? hostOfUrl(url) : address;
}
