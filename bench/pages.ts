/**
 * What the mesh's pages cost in a real Chromium, with real servers on loopback: 200 agents by 1,000
 * targets, a day of one path, and 200 viewers of 100 by 100. Needs `deno task build` and Chromium.
 */
import { inflateRawSync } from "node:zlib";
import type { CDPSession, Page } from "playwright-core";
import type { MatrixView } from "@/shared/live/matrix.ts";
import { readMatrix } from "@/shared/live/matrix_message.ts";
import { TestBrowser } from "@/tests/harness/browser.ts";
import { ServerProcess } from "@/tests/harness/server_process.ts";
import { cpuSeconds } from "./cpu_seconds.ts";
import type { Figure } from "./figure.ts";
import { Fleet, ROUND_MS, setNumbered } from "./fleet.ts";
import { openWithHeaders } from "./open_with_headers.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const figure = (name: string, value: number, unit: string): Figure => ({
  bench: "pages",
  figure: name,
  value: Math.round(value * 100) / 100,
  unit,
});

/** Milliseconds from asking for a page until `ready` holds in it. */
async function opened(page: Page, path: string, ready: () => unknown): Promise<number> {
  const startMs = performance.now();
  await page.goto(path, { waitUntil: "commit" });
  await page.waitForFunction(ready);
  return performance.now() - startMs;
}

const isPainted = () => {
  const canvas = document.querySelector<HTMLCanvasElement>("main canvas");
  if (!canvas?.width) return false;
  const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set<number>();
  for (let i = 0; i < data.length; i += 404) colours.add(data[i] << 8 | data[i + 1]);
  return colours.size > 4;
};

/** The graph of a path has the distribution at its foot too, which is made of every single result. */
const hasDistribution = () => {
  const canvas = document.querySelector<HTMLCanvasElement>("main canvas");
  if (!canvas?.width) return false;
  const { width, height } = canvas, left = Math.round(width / 10);
  const { data } = canvas.getContext("2d")!
    .getImageData(left, Math.round(height * 0.75), width - left, Math.round(height * 0.15));
  const colours = new Set<number>();
  for (let i = 0; i < data.length; i += 404) colours.add(data[i] << 8 | data[i + 1]);
  return colours.size > 4;
};

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
}

/**
 * Somebody whose browser has nothing of this server yet. (One whose cache is turned off is not that:
 * Chromium then loads twice what a page preloads.)
 */
async function asFirstVisitor(browser: TestBrowser, server: ServerProcess): Promise<Page> {
  const known = await browser.loggedIn(server), page = await browser.page(server);
  await page.context().addCookies(await known.context().cookies());
  await known.context().close();
  return page;
}

/** Counts what scripts cost on the wire: answers as they are sent, and the headers among that. */
async function countScripts(session: CDPSession) {
  const counted = { bytes: 0, headerBytes: 0, requests: 0 }, scripts = new Map<string, number>();
  await session.send("Network.enable");
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script") scripts.set(requestId, response.encodedDataLength);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const headerBytes = scripts.get(requestId);
    if (headerBytes === undefined) return;
    counted.requests++;
    counted.headerBytes += headerBytes;
    counted.bytes += encodedDataLength;
  });
  return counted;
}

async function* largeMatrix(): AsyncIterable<Figure> {
  const agents = 200, targets = 1_000;
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const client = await server.admin();
  await using fleet = new Fleet(targets, await setNumbered(client, targets));
  await fleet.join(server, client, agents);
  fleet.start();
  await pause(2 * ROUND_MS);
  await using browser = await TestBrowser.launch();
  const page = await asFirstVisitor(browser, server);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  // CPU time of the thread: what else the machine does is not the page's work.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  let liveBytes = 0;
  const scripts = await countScripts(session);
  session.on("Network.webSocketFrameReceived", ({ response }) => {
    // Binary frames come as base64.
    liveBytes += response.payloadData.length * (response.opcode === 2 ? 3 / 4 : 1);
  });
  yield figure("matrix_200x1000_first_paint", await opened(page, "/", isPainted), "ms");
  yield figure("matrix_script", scripts.bytes / 1000, "kB");
  yield figure("matrix_script_headers", scripts.headerBytes / 1000, "kB");
  yield figure("matrix_script_requests", scripts.requests, "requests");
  await pause(3_000);
  liveBytes = 0;
  const seconds = 15;
  await pause(seconds * 1000);
  yield figure("matrix_200x1000_live", liveBytes / seconds / 1000, "kB/s");
  // Who listens to the network makes the page's own thread tell him, and a picture that was read
  // once is drawn in another way: the page is opened again.
  await session.send("Network.disable");
  await page.goto("/");
  await pause(ROUND_MS);
  const before = await taskSeconds(session);
  await pause(seconds * 1000);
  const busyMs = (await taskSeconds(session) - before) * 1000 / seconds;
  yield figure("matrix_200x1000_update", busyMs, "ms/s");
}

async function* dayOfAPath(): AsyncIterable<Figure> {
  const rounds = 17_280;
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const client = await server.admin();
  await using fleet = new Fleet(1, await setNumbered(client, 1));
  await fleet.join(server, client, 1);
  await fleet.past(server, rounds);
  const { targets: [{ id }] } = await client.json<{ targets: { id: string }[] }>("/api/v1/targets");
  const interactiveMs: number[] = [], completeMs: number[] = [];
  for (let visit = 0; visit < 5; visit++) {
    await using browser = await TestBrowser.launch();
    const page = await browser.loggedIn(server);
    const startMs = performance.now();
    interactiveMs.push(await opened(page, `/mesh/agent_1/${id}?range=24h`, isPainted));
    await page.waitForFunction(hasDistribution);
    completeMs.push(performance.now() - startMs);
  }
  const median = (all: number[]) => all.toSorted((a, b) => a - b)[all.length >> 1];
  // The server has never made this page before.
  yield figure("path_24h_raw_first", interactiveMs[0], "ms");
  yield figure("path_24h_raw_interactive", median(interactiveMs), "ms");
  yield figure("path_24h_raw_complete", median(completeMs), "ms");
}

async function* manyViewers(): AsyncIterable<Figure> {
  const agents = 100, targets = 100, viewers = 200, seconds = 15;
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const client = await server.admin();
  await using fleet = new Fleet(targets, await setNumbered(client, targets));
  await fleet.join(server, client, agents);
  fleet.start();
  const url = new URL("/live?topic=matrix", server.url.replace(/^http/, "ws"));
  const ages: number[] = [];
  const sockets = Array.from({ length: viewers }, (_, viewer) => {
    const socket = openWithHeaders(url, client.headers);
    // One in ten is read: the others only have to be served.
    socket.binaryType = "arraybuffer";
    if (viewer % 10 === 0) socket.onmessage = ageReader(fleet, ages);
    return socket;
  });
  await pause(2 * ROUND_MS);
  ages.length = 0;
  const before = cpuSeconds(server.child.pid);
  await pause(seconds * 1000);
  const percent = (cpuSeconds(server.child.pid) - before) * 100 / seconds;
  const closed = sockets.map((socket) => {
    const done = new Promise((resolve) => socket.onclose = resolve);
    socket.close();
    return done;
  });
  await Promise.all(closed);
  ages.sort((a, b) => a - b);
  yield figure("viewers_200_server_cpu", percent, "% of a core");
  yield figure("viewers_200_age_p95", ages[Math.floor(ages.length * 0.95)] ?? NaN, "ms");
}

/** A viewer that notes how old each round is when it sees it. */
function ageReader(fleet: Fleet, ages: number[]) {
  let view: MatrixView | null = null;
  return ({ data }: MessageEvent<ArrayBuffer>) => {
    const before: MatrixView | null = view;
    view = readMatrix(before, inflateRawSync(new Uint8Array(data, 1)));
    if (!view) throw new Error("a message does not follow the one before");
    view.agents.forEach(({ lastRoundAtMs }, row) => {
      if (before?.agents[row]?.lastRoundAtMs === lastRoundAtMs) return;
      const sentAtMs = fleet.sentAtMs.get(`${row}/${lastRoundAtMs}`);
      if (sentAtMs !== undefined) ages.push(Date.now() - sentAtMs);
    });
  };
}

export const bench = {
  name: "pages",
  async *run(): AsyncIterable<Figure> {
    yield* dayOfAPath();
    yield* largeMatrix();
    yield* manyViewers();
  },
};
