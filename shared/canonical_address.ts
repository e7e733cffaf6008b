import ipaddr from "ipaddr.js";

/**
 * An IPv4 or IPv6 address as events hold it (RFC 5952; IPv4-mapped as IPv4; no zone), or `null` when
 * `text` is no address. White space and the brackets of a URL around it are not minded.
 */
export function canonicalAddress(text: string): string | null {
  const bare = text.trim().replace(/^\[(.*)\]$/, "$1");
  if (bare.length > 64 || bare.includes("%")) return null;
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.process(bare);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}
