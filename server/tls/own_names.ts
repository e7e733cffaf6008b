import { isIP } from "node:net";

export interface NameSources {
  /** Address the server listens on; `0.0.0.0` and `::` stand for all of them. */
  host: string;
  hostname: string;
  /** Addresses of this machine's interfaces. */
  addresses: readonly string[];
  /** Host of `--public-url`, or `null`. */
  publicHost: string | null;
}

/** A certificate with more names than this is a sign of a router, and a burden on each handshake. */
const MAX_NAMES = 64;
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_-]{1,63})*$/i;

/** What people and agents may call this server, best first; each once. */
export function ownNames({ host, hostname, addresses, publicHost }: NameSources): string[] {
  const wildcard = host === "0.0.0.0" || host === "::";
  const reachable = wildcard ? addresses : [host];
  const all = [publicHost ?? "", hostname, "localhost", ...reachable, "127.0.0.1", "::1"]
    .map((name) => name.replace(/^\[|\]$/g, "").toLowerCase())
    // A link-local address has a zone, which a certificate cannot carry.
    .filter((name) => isIP(name) ? !name.startsWith("fe80:") : HOST_NAME.test(name));
  return [...new Set(all)].slice(0, MAX_NAMES);
}
