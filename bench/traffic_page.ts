import type { CDPSession, Page } from "playwright-core";
import { TestBrowser } from "../tests/harness/browser.ts";
import { sendSyslog } from "../tests/harness/send_syslog.ts";
import { ServerProcess } from "../tests/harness/server_process.ts";
import type { Figure } from "./figure.ts";

const NAME = "traffic_page";
const SECONDS = Number(Deno.env.get("MESHPING_BENCH_SECONDS") ?? 60);
/** 50 lines every 50 ms: 1,000 a second. */
const BATCH = 50;
const EVERY_MS = 50;
/** Feed, map and whatever is kept of lines are full by then. */
const WARM_UP_MS = 30_000;
const SAMPLE_EVERY_MS = 10_000;

/**
 * The traffic page in Chromium under 1,000 lines a second on loopback, for a minute or
 * `MESHPING_BENCH_SECONDS`, from when its feed is full: frame times, and every ten seconds what is
 * left after a collection: heap, nodes (also those that are in no document) and listeners. Goal: p95
 * of the frames at most 50 ms; heap, nodes and listeners of the last sample like those of the first.
 */
export const bench = {
  name: NAME,
  async *run(): AsyncIterable<Figure> {
    await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
    await using browser = await TestBrowser.launch();
    const page = await browser.loggedIn(server);
    await page.goto("/traffic");
    await using sender = startSending(server.syslog);
    await pause(WARM_UP_MS);
    const devTools = await page.context().newCDPSession(page);
    await recordFrames(page);
    const samples: Held[] = [];
    for (let n = 0; n <= SECONDS * 1_000 / SAMPLE_EVERY_MS; n++) {
      if (n > 0) await pause(SAMPLE_EVERY_MS);
      samples.push(await heldBy(devTools));
    }
    const framesMs = await recordedFrames(page);
    for (const [name, share] of [["p50", 0.5], ["p95", 0.95], ["p99", 0.99]] as const) {
      const ms = framesMs[Math.floor((framesMs.length - 1) * share)];
      yield figure(`frame_${name}`, ms, "ms");
    }
    const heap = samples.map(({ heapBytes }) => heapBytes / 1e6);
    yield figure("heap_first", heap[0], "MB");
    yield figure("heap_last", heap.at(-1)!, "MB");
    yield figure("heap_smallest", Math.min(...heap), "MB");
    yield figure("heap_largest", Math.max(...heap), "MB");
    yield figure("nodes_first", samples[0].nodes, "nodes");
    yield figure("nodes_last", samples.at(-1)!.nodes, "nodes");
    yield figure("listeners_first", samples[0].listeners, "listeners");
    yield figure("listeners_last", samples.at(-1)!.listeners, "listeners");
    yield figure("lines", sender.perSecond(), "lines/s");
  },
};

function figure(name: string, value: number, unit: string): Figure {
  return { bench: NAME, figure: name, value: Math.round(value * 10) / 10, unit };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A line from a source that is another one each time, the same in each run. */
function line(n: number): string {
  const src = `${1 + n * 7919 % 220}.${n * 104_729 % 255}.${n * 31 % 255}.9`;
  return n % 2
    ? `<6>Nov 20 20:59:10 fw kernel: IPT_ICMP IN=eth0 OUT= MAC= SRC=${src} DST=10.9.0.1 LEN=84 ` +
      `TOS=0x00 PREC=0x00 TTL=64 ID=1 DF PROTO=ICMP TYPE=8 CODE=0 ID=16347 SEQ=${n % 60_000}`
    : `<190>Nov 20 20:59:10 web nginx: ${src} - - [20/Nov/2026:21:14:05 +0000] ` +
      `"GET /p${n} HTTP/1.1" ${[200, 404, 502][n % 3]} 153 "-" "curl/8"`;
}

function startSending(syslog: string): AsyncDisposable & { perSecond(): number } {
  const startedAtMs = performance.now();
  let sent = 0;
  let on = true;
  const sending = (async () => {
    while (on) {
      await sendSyslog(syslog, Array.from({ length: BATCH }, () => line(sent++)));
      await pause(Math.max(0, startedAtMs + sent / BATCH * EVERY_MS - performance.now()));
    }
  })();
  return {
    perSecond: () => sent / ((performance.now() - startedAtMs) / 1_000),
    [Symbol.asyncDispose]: () => {
      on = false;
      return sending;
    },
  };
}

/** What the page holds after a collection. */
interface Held {
  heapBytes: number;
  nodes: number;
  listeners: number;
}

async function heldBy(devTools: CDPSession): Promise<Held> {
  await devTools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devTools.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await devTools.send("Memory.getDOMCounters");
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners };
}

/** Begins to write down the time between frames, in a place that grows no heap. */
async function recordFrames(page: Page): Promise<void> {
  await page.evaluate((room) => {
    const frames = { ms: new Float32Array(room), count: 0 };
    Object.assign(globalThis, { frames });
    let last = performance.now();
    requestAnimationFrame(function next(now) {
      if (frames.count < room) frames.ms[frames.count++] = now - last;
      last = now;
      requestAnimationFrame(next);
    });
  }, SECONDS * 100);
}

/** Times between frames in milliseconds, sorted. */
async function recordedFrames(page: Page): Promise<number[]> {
  const frames = await page.evaluate(() => {
    const { ms, count } =
      (globalThis as unknown as { frames: { ms: Float32Array; count: number } }).frames;
    return [...ms.subarray(1, count)];
  });
  return frames.sort((a, b) => a - b);
}
