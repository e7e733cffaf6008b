import assert from "node:assert/strict";
import { Session } from "node:inspector";
import { parseSyslog } from "./parse.ts";
import { readW3cFields } from "./w3c_fields.ts";

/** Beginnings that lead into each grammar. */
const HEADS = [
  "",
  "<13>",
  "<13>Nov 20 20:59:10 host ",
  "<13>1 2026-11-20T20:59:10Z host app - - ",
  '<13>1 2026-11-20T20:59:10Z host app - - [id a="',
  "<6>kernel: [ 1.2] IN=eth0 OUT= ",
  "<6>kernel: IN=eth0 OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=ICMP TYPE=3 [",
  "192.0.2.1 - ",
  '192.0.2.1 - - [20/Nov/2026:20:59:10 +0000] "',
  '192.0.2.1 - - [20/Nov/2026:20:59:10 +0000] "GET / HTTP/1.1" 200 1 "-" "-" ',
  "192.0.2.1:1 [20/Nov/2026:20:59:10.655] ",
  '192.0.2.1:1 [20/Nov/2026:20:59:10.655] f b/s 0/0/0/0/0 200 1 - - "',
  "2026-11-20 20:59:10 ",
  "#Fields: sc-status ",
];
/** What is repeated behind them: everything that a grammar stops at, or looks for. */
const UNITS = [
  ...' -:=[](){}<>\\".,/#+%&1aZ\t\n\0é',
  "IN=",
  "IN=a OUT=",
  "IN=a OU",
  " [",
  "] ",
  ' "',
  '" ',
  '\\"',
  "a=1 ",
  'a="1" ',
  "OPT (",
  "INCOMPLETE [",
  "[a=",
  "#Fields: ",
  " - ",
  " HTTP/",
  '{"a":',
  "[[",
  "::",
  "1.",
  "SRC=1 ",
];
const SHORT = 4_096, LONG = 16_384;
/** Linear work is four times as much; half of it again for what costs more at first or at last. */
const MOST = LONG / SHORT * 1.5;

/**
 * Counts the work of a call, the same on every machine: how often each block of this room's code was
 * run, which the engine counts, and how many characters its built-in searches looked at.
 */
class WorkMeter {
  readonly #session = new Session();
  #characters = 0;
  #restore = () => {};

  static async start(): Promise<WorkMeter> {
    const meter = new WorkMeter();
    meter.#session.connect();
    await meter.#post("Profiler.enable");
    await meter.#post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    meter.#countSearches();
    return meter;
  }

  async of(work: () => void): Promise<number> {
    await this.#blocks();
    this.#characters = 0;
    work();
    const characters = this.#characters;
    return await this.#blocks() + characters;
  }

  async close(): Promise<void> {
    this.#restore();
    await this.#post("Profiler.stopPreciseCoverage");
    this.#session.disconnect();
  }

  /** Since the last time. */
  async #blocks(): Promise<number> {
    const { result } = await this.#post("Profiler.takePreciseCoverage") as {
      result: { url: string; functions: { ranges: { count: number }[] }[] }[];
    };
    return result.filter(({ url }) => url.includes("/server/syslog/"))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
      .reduce((sum, { count }) => sum + count, 0);
  }

  #countSearches(): void {
    const names = ["indexOf", "lastIndexOf", "includes", "split", "trim", "replaceAll"] as const;
    const text = String.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
    const originals = names.map((name) => [name, text[name]] as const);
    const add = (characters: number) => this.#characters += characters;
    for (const [name, original] of originals) {
      text[name] = function (this: string, ...args) {
        const found = original.apply(this, args);
        const from = name === "indexOf" ? Number(args[1] ?? 0) : 0;
        const to = typeof found === "number" && found >= 0 && name === "indexOf"
          ? found
          : this.length;
        add(Math.max(0, to - from));
        return found;
      };
    }
    this.#restore = () => originals.forEach(([name, original]) => text[name] = original);
  }

  #post(method: string, params = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#session.post(method, params, (error: Error | null, result?: unknown) => {
        if (error) reject(error);
        else resolve(result);
      });
    });
  }
}

Deno.test("parseSyslog() does work in proportion to the length, whatever is in a line", async () => {
  const utf8 = new TextEncoder();
  const meter = await WorkMeter.start();
  const workOf = (head: string, unit: string, length: number) => {
    const bytes = utf8.encode((head + unit.repeat(length)).slice(0, length));
    return meter.of(() => {
      readW3cFields(parseSyslog(bytes, 0, "192.0.2.1").raw);
    });
  };
  try {
    for (const head of HEADS) {
      for (const unit of UNITS) {
        const short = await workOf(head, unit, SHORT), long = await workOf(head, unit, LONG);
        const what = JSON.stringify(`${head}${unit}${unit}…`);
        assert.ok(
          long <= short * MOST,
          `${what}: ${short} steps for ${SHORT}, ${long} for ${LONG}`,
        );
      }
    }
  } finally {
    await meter.close();
  }
});
