import { BlockList, isIP, isIPv4 } from "node:net";
import { canonicalAddress } from "./ip_text.ts";
import { decimal } from "./scan.ts";

/** Answers whether an address may send. */
export interface AllowList {
  /** @param address Canonical text; anything that is no address is refused. */
  allows(address: string): boolean;
}

/**
 * Makes an allow list of CIDRs and single addresses. An empty list allows everybody.
 *
 * @throws {TypeError} when an entry is neither; the message names the entry.
 */
export function parseAllowList(entries: readonly string[]): AllowList {
  if (entries.length === 0) return { allows: () => true };
  const list = new BlockList();
  for (const entry of entries) addEntry(list, entry.trim());
  return {
    allows(address) {
      const version = isIP(address);
      return version !== 0 && list.check(address, version === 4 ? "ipv4" : "ipv6");
    },
  };
}

function addEntry(list: BlockList, entry: string): void {
  const slash = entry.indexOf("/");
  const address = canonicalAddress(slash < 0 ? entry : entry.slice(0, slash));
  const family = address !== null && isIPv4(address) ? "ipv4" : "ipv6";
  const maxBits = family === "ipv4" ? 32 : 128;
  const bits = slash < 0 ? maxBits : decimal(entry, slash + 1, entry.length, maxBits);
  if (address === null || bits === null) {
    throw new TypeError(
      `"${entry}" is neither an address nor a CIDR; write 192.0.2.0/24, 2001:db8::/32 or 192.0.2.1`,
    );
  }
  list.addSubnet(address, bits, family);
}
