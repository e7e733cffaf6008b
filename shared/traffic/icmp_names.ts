/**
 * Names of ICMP messages as IANA's registries give them ("ICMP Parameters" and "ICMPv6
 * Parameters"), in lower case so that they read inside a sentence.
 *
 * @module
 */

const V4_TYPES: Readonly<Record<number, string>> = {
  0: "echo reply",
  3: "destination unreachable",
  4: "source quench",
  5: "redirect",
  6: "alternate host address",
  8: "echo request",
  9: "router advertisement",
  10: "router solicitation",
  11: "time exceeded",
  12: "parameter problem",
  13: "timestamp request",
  14: "timestamp reply",
  15: "information request",
  16: "information reply",
  17: "address mask request",
  18: "address mask reply",
  30: "traceroute",
  40: "security failure",
  42: "extended echo request",
  43: "extended echo reply",
};

const V4_CODES: Readonly<Record<number, readonly string[]>> = {
  3: [
    "network unreachable",
    "host unreachable",
    "protocol unreachable",
    "port unreachable",
    "fragmentation needed",
    "source route failed",
    "network unknown",
    "host unknown",
    "source host isolated",
    "network prohibited",
    "host prohibited",
    "network unreachable for this service",
    "host unreachable for this service",
    "administratively prohibited",
    "host precedence violation",
    "precedence cutoff in effect",
  ],
  5: ["for the network", "for the host", "for the service and network", "for the service and host"],
  11: ["in transit", "in reassembly"],
  12: ["pointer shows the error", "missing option", "bad length"],
};

const V6_TYPES: Readonly<Record<number, string>> = {
  1: "destination unreachable",
  2: "packet too big",
  3: "time exceeded",
  4: "parameter problem",
  128: "echo request",
  129: "echo reply",
  130: "multicast listener query",
  131: "multicast listener report",
  132: "multicast listener done",
  133: "router solicitation",
  134: "router advertisement",
  135: "neighbor solicitation",
  136: "neighbor advertisement",
  137: "redirect",
  138: "router renumbering",
  141: "inverse neighbor solicitation",
  142: "inverse neighbor advertisement",
  143: "multicast listener report v2",
  144: "home agent address discovery request",
  145: "home agent address discovery reply",
  146: "mobile prefix solicitation",
  147: "mobile prefix advertisement",
  148: "certification path solicitation",
  149: "certification path advertisement",
  151: "multicast router advertisement",
  152: "multicast router solicitation",
  153: "multicast router termination",
  155: "RPL control",
  160: "extended echo request",
  161: "extended echo reply",
};

const V6_CODES: Readonly<Record<number, readonly string[]>> = {
  1: [
    "no route",
    "administratively prohibited",
    "beyond scope of source address",
    "address unreachable",
    "port unreachable",
    "source address failed policy",
    "route rejected",
    "source routing header error",
  ],
  3: ["in transit", "in reassembly"],
  4: [
    "erroneous header field",
    "unrecognized next header",
    "unrecognized option",
    "incomplete header chain",
  ],
};

/**
 * The name of an ICMP message, such as `echo request` or `destination unreachable, port
 * unreachable`.
 *
 * @param proto `ICMP` or `ICMPv6`, as an event has it; anything else reads as
 * `ICMP`.
 * @param type 0 to 255, or null when the line was cut before it.
 * @param code 0 to 255; a code without a name is shown as a number unless it is 0.
 */
export function icmpName(
  proto: string | null,
  type: number | null,
  code: number | null = null,
): string {
  if (type === null) return "message without a type";
  const six = proto === "ICMPv6";
  const name = (six ? V6_TYPES : V4_TYPES)[type];
  if (name === undefined) return code === null ? `type ${type}` : `type ${type} code ${code}`;
  if (code === null) return name;
  const detail = (six ? V6_CODES : V4_CODES)[type]?.[code];
  if (detail !== undefined) return `${name}, ${detail}`;
  return code === 0 ? name : `${name}, code ${code}`;
}
