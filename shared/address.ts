import ipaddr from "ipaddr.js";

const LABEL = /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$/;

/**
 * Why `text` is no address an agent can probe, in words for the person who typed it, or `null`
 * when it is one: an IPv4 literal in four decimal parts, an IPv6 literal (with an optional zone),
 * or a host name (RFC 1123 section 2.1, underscores allowed as many networks use them).
 */
export function addressProblem(text: string): string | null {
  if (text === "") return "an address is missing";
  if (text.length > 253) return "an address has at most 253 characters";
  if (text.includes(":")) {
    return ipaddr.IPv6.isValid(text) ? null : `"${text}" is not an IPv6 address`;
  }
  if (/^[0-9.]+$/.test(text)) return ipv4Problem(text);
  return hostNameProblem(text);
}

/** Whether a literal names this machine itself. */
export const isLoopback = (address: string) => address === "::1" || address.startsWith("127.");

function ipv4Problem(text: string): string | null {
  const parts = text.split(".");
  if (parts.length !== 4) return `"${text}" has ${parts.length} of the 4 parts of an IPv4 address`;
  const large = parts.find((part) => Number(part) > 255);
  if (large !== undefined) return `${large} is over 255`;
  // "010" is 8 to some programs and 10 to others (octal), so neither is accepted.
  if (parts.some((part) => part.length > 1 && part.startsWith("0"))) {
    return `"${text}" has a part with a leading zero`;
  }
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? null : `"${text}" is not an IPv4 address`;
}

function hostNameProblem(text: string): string | null {
  const labels = text.replace(/\.$/, "").split(".");
  const bad = labels.find((label) => !LABEL.test(label));
  if (bad === undefined) return null;
  const name = JSON.stringify(text);
  return bad === ""
    ? `${name} is not a host name: it has an empty part between dots`
    : `${name} is not an IP address or host name: ${JSON.stringify(bad)} does not fit`;
}

/** Splits what people paste: commas, semicolons, white space and new lines all separate. */
export function splitAddresses(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== "");
}
