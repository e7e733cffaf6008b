import type { Page } from "playwright-core";
import { TestBrowser } from "../tests/harness/browser.ts";
import { sendSyslog } from "../tests/harness/send_syslog.ts";
import { ServerProcess } from "../tests/harness/server_process.ts";
import type { Figure } from "./figure.ts";

const NAME = "traffic_page";
const SECONDS = Number(Deno.env.get("MESHPING_BENCH_SECONDS") ?? 60);
/** 50 lines every 50 ms: 1,000 a second. */
const BATCH = 50;
const EVERY_MS = 50;
const WARM_UP_MS = 5_000;

/**
 * The traffic page in Chromium under 1,000 lines a second on loopback, for a minute or
 * `MESHPING_BENCH_SECONDS`: frame times, and the heap after a collection at the beginning and at
 * the end. Goal: p95 of the frames at most 50 ms, a heap that stays.
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
    const before = await sizeOf(page);
    const framesMs = await framesFor(page, SECONDS * 1_000);
    const after = await sizeOf(page);
    for (const [name, share] of [["p50", 0.5], ["p95", 0.95], ["p99", 0.99]] as const) {
      const ms = framesMs[Math.floor((framesMs.length - 1) * share)];
      yield figure(`frame_${name}`, ms, "ms");
    }
    yield figure("heap_at_begin", before.heapBytes / 1e6, "MB");
    yield figure("heap_at_end", after.heapBytes / 1e6, "MB");
    yield figure("elements_at_end", after.elements, "elements");
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

async function sizeOf(page: Page): Promise<{ heapBytes: number; elements: number }> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devTools.send("Runtime.getHeapUsage");
  await devTools.detach();
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);
  return { heapBytes: usedSize, elements };
}

/** Times between frames in milliseconds, sorted. */
async function framesFor(page: Page, ms: number): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(globalThis, { frameTimesMs: frames });
    let last = performance.now();
    requestAnimationFrame(function next(now) {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(next);
    });
  });
  await pause(ms);
  const frames = await page.evaluate(() =>
    (globalThis as unknown as { frameTimesMs: number[] }).frameTimesMs.slice(1)
  );
  return frames.sort((a, b) => a - b);
}
