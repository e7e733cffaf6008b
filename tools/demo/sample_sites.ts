/**
 * Web sites on this machine that take their time, so that there is something to see: real servers
 * with real answers, each with a delay of its own. One goes silent now and then.
 */
export interface SampleSite {
  name: string;
  group: string;
  /** From when on an answer is slow, in milliseconds. */
  warnMs: number;
  /** How long an answer takes at a time, in milliseconds; `null` when there is none. */
  delayMs(nowMs: number, random: () => number): number | null;
}

const MINUTE_MS = 60_000;

/** Where in a cycle of some minutes a time is, from 0 up to 1. */
const phase = (nowMs: number, minutes: number) => nowMs / (minutes * MINUTE_MS) % 1;

/** About `typicalMs`, and now and then much more. */
const jittered = (typicalMs: number, random: () => number) =>
  typicalMs * (1 - 0.15 * Math.log(1 - random()));

export const SAMPLE_SITES: readonly SampleSite[] = [
  {
    name: "shop",
    group: "Tokyo",
    warnMs: 80,
    delayMs: (nowMs, random) => jittered(18 + 6 * Math.sin(2 * Math.PI * phase(nowMs, 7)), random),
  },
  {
    name: "api",
    group: "Tokyo",
    warnMs: 60,
    // Two ways to the answer: a cache that hits, and one that does not.
    delayMs: (_, random) => jittered(random() < 0.7 ? 9 : 38, random),
  },
  {
    name: "intranet",
    group: "Frankfurt",
    warnMs: 200,
    // Slow for the last third of every six minutes.
    delayMs: (nowMs, random) => jittered(phase(nowMs, 6) > 0.67 ? 260 : 110, random),
  },
  {
    name: "archive",
    group: "Frankfurt",
    warnMs: 500,
    delayMs: (nowMs, random) => phase(nowMs, 4) > 0.8 ? null : jittered(150, random),
  },
];

export interface RunningSite extends AsyncDisposable {
  site: SampleSite;
  url: string;
}

/** Serves a site on any free port of this machine, for this machine only. */
export function serveSite(site: SampleSite, random: () => number): RunningSite {
  const closing = new AbortController();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: () => {},
    signal: closing.signal,
  }, async () => {
    const delayMs = site.delayMs(Date.now(), random);
    await sleep(delayMs ?? MINUTE_MS, closing.signal);
    return new Response(`${site.name}: sample page of a demo\n`);
  });
  return {
    site,
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await server.finished;
    },
  };
}

/** Ends early when the site closes. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
