import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { openStore, openTrafficStore } from "./store/store.ts";
import { parseAllowList } from "./syslog/allow_list.ts";
import { intakeOfEvents } from "./syslog/event_intake_fixture.ts";
import { MAX_LINE_BYTES } from "./syslog/parse.ts";
import { Inflow } from "./traffic/inflow.ts";

const SCRIPT = "<script>alert(1)</script>";
const nested = (open: string, close: string, depth: number) =>
  open.repeat(depth) + close.repeat(depth);

/** A line, and the kind of event that it is all the same. */
const HOSTILE: readonly [string, string][] = [
  [`<14>Nov 20 20:59:10 ${SCRIPT} ${SCRIPT}: ${SCRIPT}`, "text"],
  [
    `<14>1 2026-11-20T20:59:10Z ${SCRIPT} ${SCRIPT} ${SCRIPT} - [a b="${SCRIPT}"] ${SCRIPT}`,
    "text",
  ],
  [
    `192.0.2.1 - ${SCRIPT} [20/Nov/2026:20:59:10 +0000] "GET /${SCRIPT} HTTP/1.1" 200 1 ` +
    `"${SCRIPT}" "${SCRIPT}" host=${SCRIPT}`,
    "http",
  ],
  [
    `<4>kernel: ${SCRIPT} IN=${SCRIPT} OUT= SRC=192.0.2.1 DST=192.0.2.2 PROTO=${SCRIPT}`,
    "connection",
  ],
  [
    JSON.stringify({
      ts: SCRIPT,
      request: { client_ip: SCRIPT, method: SCRIPT, uri: SCRIPT, host: SCRIPT },
      status: 200,
      [SCRIPT]: 1,
    }),
    "http",
  ],
  [JSON.stringify({ [SCRIPT]: 1, __proto__: 2, constructor: 3 }), "text"],
  ["<14>\u001b[2J\u001b]0;owned\u0007\u009b31m\u202etxt", "text"],
  ["<14>one\r\ntwo\nthree\r\r\n", "text"],
  ["<14>\0\0nul\0inside\0", "text"],
  ["\ufeffa byte order mark first", "text"],
  [`{"a":`.repeat(13_000), "text"],
  [nested(`{"a":`, "}", 10_000).replace(":}", ":1}"), "text"],
  [nested("[", "]", 32_000), "text"],
  [`{"request":${nested("[", "]", 30_000)},"status":200}`, "text"],
  ["%s%n'; DROP TABLE traffic_block; --\\", "text"],
];
const bytesOf = (text: string) => new TextEncoder().encode(text);
const INVALID_UTF8 = Uint8Array.from({ length: 256 }, (_, n) => 255 - n);
const LONG = new Uint8Array(MAX_LINE_BYTES + 100).fill(0x61);

Deno.test("hostile lines are stored, packed and given back as the text that they are", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "meshping.db");
  openStore(path).close();
  const { store, close } = openTrafficStore(path);
  try {
    const inflow = new Inflow(store);
    const errors: unknown[] = [];
    const intake = intakeOfEvents({
      onEvents: (events) => inflow.take(events),
      onError: (error) => errors.push(error),
      allowList: parseAllowList([]),
    });
    for (const [line] of HOSTILE) intake.take(bytesOf(line), "192.0.2.1");
    intake.take(INVALID_UTF8, "192.0.2.1");
    intake.take(LONG, "192.0.2.1");
    await intake.flush();

    const check = async () => {
      const count = HOSTILE.length + 2;
      const { events } = await store.events({ limit: count, beforeId: count + 1 });
      const [long, invalid, ...rest] = events;
      const found = rest.toReversed().map(({ raw, kind }) => [raw, kind]);
      assert.deepEqual(found, HOSTILE);
      assert.equal(invalid.raw, Buffer.from(INVALID_UTF8).toString("latin1"));
      assert.deepEqual([long.raw.length, long.truncated], [MAX_LINE_BYTES, true]);
    };
    await check();
    // Enough to have all of them packed.
    for (let n = 0; n < 5_000; n++) intake.take(bytesOf(`filler ${n}`), "192.0.2.2");
    await intake.flush();
    await check();
    await store.writeCounts();
    const [numbers] = await store.numbers({ sender: "192.0.2.1", sinceMs: 0, stepMs: 60_000 });
    assert.equal(numbers.name, SCRIPT);
    assert.deepEqual(errors, []);
  } finally {
    close();
    await Deno.remove(folder, { recursive: true });
  }
});
