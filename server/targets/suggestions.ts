import type { Suggestion } from "../domain/targets.ts";

/** Public resolvers that answer pings, by their operators' own documentation. */
const RESOLVERS: readonly Suggestion[] = [
  { address: "1.1.1.1", name: "Cloudflare DNS", why: "public resolver" },
  { address: "8.8.8.8", name: "Google DNS", why: "public resolver" },
  { address: "9.9.9.9", name: "Quad9 DNS", why: "public resolver" },
  { address: "2606:4700:4700::1111", name: "Cloudflare DNS, IPv6", why: "public resolver" },
  { address: "2001:4860:4860::8888", name: "Google DNS, IPv6", why: "public resolver" },
];

/** @param gateways default gateways of the server's own machine */
export function suggestionsFor(gateways: readonly string[]): Suggestion[] {
  const own = gateways.map((address) => ({
    address,
    name: "gateway",
    why: "default gateway of this machine",
  }));
  return [...own, ...RESOLVERS];
}
