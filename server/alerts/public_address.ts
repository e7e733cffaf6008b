import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** Ranges (names of ipaddr.js) that a channel may lie in only where it was allowed to. */
const PRIVATE = new Set(["private", "loopback", "uniqueLocal", "carrierGradeNat"]);

/**
 * Why a channel may not be at an address, or `null`. Link-local (where clouds keep their metadata),
 * multicast and unspecified addresses are never allowed.
 */
export function addressProblem(address: string, allowPrivate: boolean): string | null {
  if (!ipaddr.isValid(address)) return `${address} is no address`;
  // `::ffff:127.0.0.1` is 127.0.0.1 in other words.
  const range = ipaddr.process(address).range();
  if (range === "unicast") return null;
  if (PRIVATE.has(range)) {
    return allowPrivate
      ? null
      : `${address} is a private or loopback address, which this channel is not allowed to use`;
  }
  return `${address} (${range}) is no address to send to`;
}

/**
 * The address to connect to. The connection is made to what was checked here, so that a name cannot
 * answer differently a moment later.
 * @throws {Error} that says why not
 */
export async function resolveChecked(
  host: string,
  allowPrivate: boolean,
): Promise<ResolvedAddress> {
  const bare = host.replace(/^\[|\]$/g, "");
  const found = ipaddr.isValid(bare)
    ? [{ address: bare, family: bare.includes(":") ? 6 : 4 }]
    : await lookup(bare, { all: true }).catch(() => {
      throw new Error(`the name ${bare} has no address`);
    });
  let problem = `the name ${bare} has no address`;
  for (const { address, family } of found) {
    const wrong = addressProblem(address, allowPrivate);
    if (wrong === null) return { address, family: family === 6 ? 6 : 4 };
    problem = wrong;
  }
  throw new Error(problem);
}
