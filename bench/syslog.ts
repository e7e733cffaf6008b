/**
 * How fast one core reads syslog: parsing, and parsing with places; then the whole pipeline, from
 * the socket to the disk: a million access log lines over TCP (GoAccess reads the same file); UDP at
 * 100,000 datagrams a second into a server whose pages are looked at; and UDP beyond what it takes.
 */
import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { type Locator, openLocator } from "@/server/geoip/locator.ts";
import { LineReader } from "@/server/syslog/line_reader.ts";
import { parseSyslog } from "@/server/syslog/parse.ts";
import { batchMemory, BatchWriter, type RawBatch } from "@/server/syslog/raw_batch.ts";
import { openStore } from "@/server/store/store.ts";
import { SyslogIntake } from "@/server/syslog_intake.ts";
import { readByGoAccess, readByServer, type Reading, writeAccessLog } from "./syslog/access_log.ts";
import { floodServer } from "./syslog/flooded_server.ts";
import { storedEvents } from "./syslog/stored_events.ts";
import { floodUdp } from "./syslog/udp_sender.ts";

const RUN_MS = 1500;
/** As many lines as go to a reading Worker at once. */
const BATCH = 2_048;
/** Different source addresses, well below the locator's cache. */
const SOURCES = 5000;
const ACCESS_LINES = 1_000_000;
const UDP_SECONDS = Number(Deno.env.get("MESHPING_BENCH_SECONDS") ?? 60);
const UDP_PER_MS = 100;
const BEYOND_SECONDS = 3;
const RECEIVED_AT = Date.UTC(2026, 10, 20, 20, 59, 11);

const LINES: readonly ((src4: string, src6: string) => string)[] = [
  (a) =>
    `<6>Nov 20 20:59:10 vm kernel: [ 2719.689538] IPT_ICMP IN=vb OUT= MAC=12:34:56:78:9a:bc:12:34:` +
    `56:78:9a:bd:08:00 SRC=${a} DST=10.9.0.1 LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=50062 DF ` +
    `PROTO=ICMP TYPE=8 CODE=0 ID=16347 SEQ=1`,
  (a) =>
    `<4>Nov 20 20:59:10 fw kernel: WEB IN=e OUT= MAC= SRC=${a} DST=10.9.0.1 LEN=60 TOS=0x00 ` +
    `PREC=0x00 TTL=51 ID=1 DF PROTO=TCP SPT=40000 DPT=443 WINDOW=64240 RES=0x00 SYN URGP=0`,
  (_, b) =>
    `<6>Nov 20 20:59:10 vm kernel: IPT_ICMP6 IN=e OUT= SRC=${b} DST=2a00:0000:0000:0000:0000:` +
    `0000:0000:0001 LEN=104 TC=0 HOPLIMIT=63 FLOWLBL=1 PROTO=ICMPv6 TYPE=128 CODE=0 ID=1 SEQ=2`,
  (a) =>
    `<190>Nov 20 20:59:10 web nginx: ${a} - - [20/Nov/2026:20:59:10 +0000] "GET /a/b?c=1 HTTP/2.0"` +
    ` 200 1570 "https://example.org/" "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0" rt=0.012`,
  (a) =>
    `<38>1 2026-11-20T20:59:10.123Z auth-1 sshd 812 - - Invalid user admin from ${a} port 52144`,
];

/** The same mixed lines every time, as bytes. */
function makeLines(): Uint8Array[] {
  const utf8 = new TextEncoder();
  return Array.from({ length: SOURCES * 2 }, (_, i) => {
    const n = i % SOURCES;
    const src4 = `${1 + n % 200}.${(n * 7) % 256}.${(n * 13) % 256}.9`;
    const word = (n * 7 % 65536).toString(16).padStart(4, "0");
    return utf8.encode(LINES[i % LINES.length](src4, `2a0${n % 10}:${word}:0000:0000:0000::0001`));
  });
}

/** Calls `work` for each line over and over, and gives lines a second. */
function linesPerSecond(lines: Uint8Array[], work: (line: Uint8Array) => void): number {
  for (const line of lines) work(line);
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < RUN_MS) {
    for (const line of lines) work(line);
    count += lines.length;
  }
  return Math.round(count / (performance.now() - start) * 1000);
}

/** Reads lines in batches, with places, as the reading Worker does, and gives lines a second. */
function readPerSecond(lines: Uint8Array[], locator: Locator): number {
  const batches: RawBatch[] = [];
  for (let at = 0; at < lines.length; at += BATCH) {
    const writer = new BatchWriter(batchMemory(BATCH, 1024 * 1024), BATCH);
    for (const line of lines.slice(at, at + BATCH)) {
      writer.push(line, "192.0.2.1", "datagram", RECEIVED_AT);
    }
    batches.push(writer.batch());
  }
  const reader = new LineReader({ locate: (address) => locator.locate(address) });
  const readAll = () => batches.forEach((batch) => reader.read(batch, [], () => {}));
  readAll();
  const start = performance.now();
  let count = 0;
  for (; performance.now() - start < RUN_MS; count += lines.length) readAll();
  return Math.round(count / (performance.now() - start) * 1000);
}

/** Microseconds for a place that is not in the cache. */
function uncachedLocateUs(locator: Locator): number {
  const count = 20_000;
  const start = performance.now();
  for (let i = 0; i < count; i++) locator.locate(`${1 + i % 200}.${i >> 8 & 255}.${i & 255}.77`);
  return (performance.now() - start) * 1000 / count;
}

/** The whole pipeline in its Worker: received, parsed, located, stored, counted. */
async function openPipeline(folder: string) {
  const databasePath = join(folder, "meshping.db");
  openStore(databasePath).close();
  const intake = await SyslogIntake.open({
    settings: {
      host: "127.0.0.1",
      port: 0,
      tls: null,
      allow: [],
      zones: [],
      databasePath,
      geoipCity: null,
      geoipAsn: null,
    },
    onNews: () => {},
    log: (_level, message) => console.error(message),
  });
  // The first look-up reads the file of its family.
  for (const address of ["8.8.8.8", "2001:4860:4860::8888"]) await intake.locate(address);
  return { intake, databasePath };
}

const figure = (name: string, value: number, unit: string): Figure => ({
  bench: "syslog",
  figure: name,
  value,
  unit,
});

async function* udp(lines: Uint8Array[]): AsyncIterable<Figure> {
  const rate = { seconds: UDP_SECONDS, perMs: UDP_PER_MS };
  const flood = await floodServer(lines, rate);
  yield figure("udp_sent", Math.round(flood.perSecond), "datagrams/s");
  yield figure("udp_sender_cpu", flood.senderCpuUs, "us/datagram");
  yield figure("udp_server_cpu", flood.serverCpuUs, "us/datagram");
  yield figure("udp_lost", flood.lost, "datagrams");
  yield figure("udp_pages_p95", flood.pagesP95Ms, "ms");
  yield figure("disk_mixed", flood.bytesAnEvent, "bytes/event");
}

/** As fast as two threads can send: what is lost must be counted. */
async function* udpBeyond(lines: Uint8Array[], folder: string): AsyncIterable<Figure> {
  const { intake, databasePath } = await openPipeline(folder);
  const send = () => floodUdp({ port: intake.port!, lines, seconds: BEYOND_SECONDS, perMs: 1_000 });
  const floods = await Promise.all([send(), send()]);
  const sent = floods.reduce((sum, flood) => sum + flood.sent, 0);
  // What is still in the kernel's buffer, and the news of it, arrive well within this.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const { dropped, kernelDropped } = intake.counters();
  await intake.close();
  const { events } = await storedEvents(databasePath);
  const perSecond = floods.reduce((sum, flood) => sum + flood.perSecond, 0);
  yield figure("udp_beyond_sent", Math.round(perSecond), "datagrams/s");
  yield figure("udp_beyond_lost", sent - events, "datagrams");
  const counted = (kernelDropped ?? 0) + dropped;
  yield figure("udp_beyond_uncounted", sent - events - counted, "datagrams");
}

/** A million lines of the combined format in a file, and each as a message over TCP. */
async function* tcp(folder: string): AsyncIterable<Figure> {
  const file = join(folder, "access.log");
  await writeAccessLog(file, ACCESS_LINES);
  const peer = await readByGoAccess(file, folder);
  const own = await readByServer(file);
  const beside = (name: string, unit: string, value: (reading: Reading) => number): Figure => {
    const row = figure(name, value(own), unit);
    if (peer === null) return row;
    return { ...row, peer: "goaccess", peer_value: value(peer), ratio: row.value / value(peer) };
  };
  yield beside("tcp_stored", "lines/s", ({ seconds }) => Math.round(ACCESS_LINES / seconds));
  yield beside("tcp_cpu", "us/line", ({ cpuSeconds }) => cpuSeconds * 1e6 / ACCESS_LINES);
  yield beside("tcp_peak_rss", "MB", ({ peakRssMb }) => peakRssMb);
  yield figure("tcp_peak_rss_growth", own.peakRssMb - own.idleRssMb, "MB");
  yield figure("tcp_lost", ACCESS_LINES - own.events, "lines");
  yield figure("disk_combined", own.bytes / own.events, "bytes/event");
}

async function* inFolder(
  run: (folder: string) => AsyncIterable<Figure>,
): AsyncIterable<Figure> {
  const folder = await Deno.makeTempDir();
  try {
    yield* run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

export const bench = {
  name: "syslog",
  async *run(): AsyncIterable<Figure> {
    const lines = makeLines();
    const parse = (line: Uint8Array) => parseSyslog(line, RECEIVED_AT, "192.0.2.1");
    const parsed = linesPerSecond(lines, parse);
    yield { bench: "syslog", figure: "parse", value: parsed, unit: "lines/s" };

    const locator = await openLocator({ onProblem: (message) => console.error(message) });
    locator.locate("8.8.8.8"); // reads the IPv4 file
    locator.locate("2001:4860:4860::8888"); // reads the IPv6 file
    yield {
      bench: "syslog",
      figure: "locate_uncached",
      value: uncachedLocateUs(locator),
      unit: "us",
    };
    const both = readPerSecond(lines, locator);
    yield { bench: "syslog", figure: "parse_and_locate", value: both, unit: "lines/s" };
    locator.close();
    yield* inFolder(tcp);
    yield* udp(lines);
    yield* inFolder((folder) => udpBeyond(lines, folder));
  },
};
