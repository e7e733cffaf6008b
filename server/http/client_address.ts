import { BlockList, isIP } from "node:net";

/** What the request says of its client, as far as it can be believed. */
export interface Client {
  address: string;
  /** The person's browser spoke TLS, to us or to a proxy that we trust. */
  secure: boolean;
}

/**
 * The client of a request. `X-Forwarded-For` is read from its end, hop by hop, as long as the hop
 * is a trusted proxy: what stands further left was written by whoever sent it.
 */
export function clientOf(
  headers: Headers,
  peer: string,
  tls: boolean,
  trusted: BlockList,
): Client {
  let address = plain(peer);
  if (!isTrusted(address, trusted)) return { address, secure: tls };
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => plain(hop.trim()));
  while (hops.length && isTrusted(address, trusted)) {
    const hop = hops.pop()!;
    if (!isIP(hop)) break;
    address = hop;
  }
  const proto = headers.get("x-forwarded-proto")?.split(",").at(-1)?.trim();
  return { address, secure: tls || proto === "https" };
}

/** An IPv4 client of a socket that listens on IPv6 is an IPv4 client. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");

const isTrusted = (address: string, trusted: BlockList) =>
  trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
