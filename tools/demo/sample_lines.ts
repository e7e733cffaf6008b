import ipaddr from "ipaddr.js";

/**
 * Log lines as firewalls and web servers write them, with addresses made up from a seed: sample
 * data to look at. Nothing is ever sent to these addresses.
 */
export class SampleLines {
  readonly #random: () => number;
  readonly #sources: Source[];
  #sequence = 0;

  /** @param random numbers from 0 up to 1 */
  constructor(random: () => number) {
    this.#random = random;
    this.#sources = Array.from({ length: SOURCES }, () => makeSource(random));
  }

  /** One line, as it comes in a datagram, written at `nowMs` (Unix milliseconds). */
  next(nowMs: number): string {
    const at = new Date(nowMs);
    // A few sources are busy and many come once: the square of a number prefers the first ones.
    const source = this.#sources[Math.floor(this.#random() ** 2.5 * SOURCES)];
    const kind = this.#random();
    if (kind < 0.5) return this.#echoRequest(source, at);
    if (kind < 0.85) return this.#request(source, at);
    if (kind < 0.95) return this.#connection(source, at);
    return this.#failedLogIn(source, at);
  }

  #echoRequest({ ipv4, ipv6, icmpId }: Source, at: Date): string {
    const sequence = this.#sequence++ & 0xffff;
    const head = `<4>${bsdTime(at)} ${this.#pick(FIREWALLS)} kernel: [${uptime(at)}]`;
    if (this.#random() < 0.15) {
      return `${head} IPT_ICMP6 IN=eth0 OUT= SRC=${ipv6} DST=2001:0db8:0000:0000:0000:0000:0000:0010 ` +
        `LEN=104 TC=0 HOPLIMIT=54 FLOWLBL=1018293 PROTO=ICMPv6 TYPE=128 CODE=0 ID=${icmpId} ` +
        `SEQ=${sequence}`;
    }
    return `${head} IPT_ICMP IN=eth0 OUT= SRC=${ipv4} DST=203.0.113.${10 + sequence % 4} LEN=84 ` +
      `TOS=0x00 PREC=0x00 TTL=52 ID=${sequence} DF PROTO=ICMP TYPE=8 CODE=0 ID=${icmpId} ` +
      `SEQ=${sequence}`;
  }

  #connection({ ipv4 }: Source, at: Date): string {
    const port = this.#pick([22, 23, 443, 443, 3389, 8080]);
    return `<4>${bsdTime(at)} ${this.#pick(FIREWALLS)} kernel: [${
      uptime(at)
    }] IPT_NEW IN=eth0 OUT= ` +
      `SRC=${ipv4} DST=203.0.113.10 LEN=60 TOS=0x00 PREC=0x00 TTL=49 ID=4711 DF PROTO=TCP ` +
      `SPT=${1_024 + Math.floor(this.#random() * 60_000)} DPT=${port} WINDOW=64240 RES=0x00 SYN ` +
      `URGP=0`;
  }

  #request({ ipv4, agent }: Source, at: Date): string {
    const [site, path] = this.#pick(PAGES);
    const status = this.#pick(STATUSES);
    const seconds = (0.01 + 0.08 * this.#random() ** 4 + (status >= 500 ? 1.2 : 0)).toFixed(3);
    return `<190>${bsdTime(at)} web-1 nginx: ${ipv4} - - [${accessTime(at)}] ` +
      `"GET ${path} HTTP/1.1" ${status} ${Math.floor(300 + 40_000 * this.#random())} "-" ` +
      `"${agent}" rt=${seconds} host=${site}`;
  }

  #failedLogIn({ ipv4 }: Source, at: Date): string {
    return `<86>${bsdTime(at)} bastion sshd[4242]: Failed password for invalid user admin from ` +
      `${ipv4} port ${1_024 + Math.floor(this.#random() * 60_000)} ssh2`;
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)];
  }
}

interface Source {
  ipv4: string;
  /** As the kernel writes it: every digit. */
  ipv6: string;
  icmpId: number;
  agent: string;
}

const SOURCES = 300;
const FIREWALLS = ["fw-tokyo", "fw-tokyo", "fw-frankfurt"];
const PAGES = [
  ["shop.example", "/"],
  ["shop.example", "/basket"],
  ["shop.example", "/api/items?page=2"],
  ["docs.example", "/guide/first-steps"],
  ["docs.example", "/favicon.ico"],
  ["shop.example", "/wp-login.php"],
] as const;
const STATUSES = [200, 200, 200, 200, 200, 200, 200, 304, 301, 404, 404, 500];
const AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15",
  "curl/8.14.1",
];

function makeSource(random: () => number): Source {
  const byte = () => Math.floor(random() * 256);
  let ipv4: string;
  do ipv4 = [byte(), byte(), byte(), byte()].join("."); while (
    ipaddr.IPv4.parse(ipv4).range() !== "unicast"
  );
  const words = Array.from({ length: 5 }, () => (256 * byte() + byte()).toString(16));
  const ipv6 = ipaddr.IPv6.parse(`2a02:${words[0]}:${words[1]}::${words[2]}`);
  return {
    ipv4,
    ipv6: ipv6.parts.map((part) => part.toString(16).padStart(4, "0")).join(":"),
    icmpId: 256 * byte() + byte(),
    agent: AGENTS[Math.floor(random() * AGENTS.length)],
  };
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const two = (n: number) => String(n).padStart(2, "0");
const clock = (at: Date) =>
  [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(":");

/** `Nov  1 02:03:04`, RFC 3164 section 4.1.2, in UTC. */
function bsdTime(at: Date): string {
  return `${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${clock(at)}`;
}

/** `01/Nov/2026:02:03:04 +0000`, as access logs have it. */
function accessTime(at: Date): string {
  const date = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${date}:${clock(at)} +0000`;
}

/** Seconds since the start as the kernel prints them. */
function uptime(at: Date): string {
  return (at.getTime() / 1_000 % 1e6).toFixed(6).padStart(12);
}
