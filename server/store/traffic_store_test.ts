import assert from "node:assert/strict";
import { join } from "node:path";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { sampleEvent } from "@/shared/traffic/sample_event.ts";
import { TRAFFIC_GROUPS } from "../domain/traffic.ts";
import { openDatabase } from "./database.ts";
import { CountingPacker } from "./pack_events.ts";
import { type LocalStore, openStore, openTrafficStore } from "./store.ts";
import { MAX_KEYS_A_MINUTE, OTHERS } from "./traffic_minutes.ts";
import { searchEvents } from "./traffic_search.ts";
import { sqliteTrafficStore } from "./traffic_store.ts";

const AT_MS = 1_795_000_000_000;
const event = (src: string) =>
  ({ receivedAtMs: AT_MS, kind: "text", sender: "192.0.2.1", src, raw: src }) as TrafficEvent;

async function inFile(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(join(folder, "meshping.db"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openTrafficStore() counts what a process that was killed had not counted", () =>
  inFile(async (path) => {
    for (const count of [3, 3_000, 4]) {
      const { store, close } = openTrafficStore(path);
      await store.addEvents(Array.from({ length: count }, () => event("198.51.100.1")));
      close(); // without writeCounts(), as by SIGKILL
    }
    const { store, close } = openTrafficStore(path);
    await store.addEvents([event("198.51.100.1")]);
    assert.deepEqual(await store.countBy("source", AT_MS), [{ key: "198.51.100.1", count: 3_008 }]);
    assert.equal((await store.events({ limit: 1 })).events[0].id, 3_008);
    close();
  }));

Deno.test("sqliteTrafficStore() shows another connection what was stored and counted", () =>
  inFile(async (path) => {
    const reader = openStore(path);
    const { store, close } = openTrafficStore(path);
    await store.addEvents([event("198.51.100.1")]);
    assert.equal((await reader.traffic.events({ limit: 5 })).events.length, 1);
    await store.writeCounts();
    assert.equal((await reader.traffic.countBy("source", AT_MS))[0].count, 1);
    close();
    reader.close();
  }));

Deno.test("TrafficMinutes counts keys beyond its bound together", async () => {
  const store = openStore(":memory:");
  const many = Array.from({ length: MAX_KEYS_A_MINUTE + 10 }, (_, n) => event(`2001:db8::${n}`));
  await store.traffic.addEvents(many);
  assert.deepEqual((await store.traffic.countBy("source", AT_MS))[0], { key: OTHERS, count: 10 });
  store.close();
});

Deno.test("TrafficNumbers adds up so many names in a minute and counts the rest", async () => {
  const store = openStore(":memory:");
  for (let part = 0; part < 3; part++) {
    const events = Array.from({ length: 500 }, (_, n) => ({
      ...event("198.51.100.1"),
      sender: `sender ${part} ${n}`,
      numbers: { value: n },
    }));
    await store.traffic.addEvents(events);
    await store.traffic.writeCounts();
  }
  const of = async (sender: string) =>
    (await store.traffic.numbers({ sender, sinceMs: AT_MS, stepMs: 60_000 })).length;
  assert.deepEqual([await of("sender 1 499"), await of("sender 2 0")], [1, 0]);
  assert.equal(store.traffic.numbersLeftOut(), 500);
  store.close();
});

Deno.test("searchEvents() says how far it came, and goes on from there to the oldest event", async () => {
  const db = openDatabase(":memory:");
  const store = sqliteTrafficStore(db);
  const many = Array.from({ length: 10_000 }, (_, n) => ({
    ...event(n === 3 ? "192.0.2.3" : "198.51.100.1"),
    receivedAtMs: AT_MS + n,
  }));
  await store.addEvents(many);
  const found: number[] = [];
  const reached: (number | null)[] = [];
  for (let beforeId: number | undefined, more = true; more;) {
    const page = await searchEvents(db, { limit: 10, text: "192.0.2.3", beforeId }, 2);
    found.push(...page.events.map(({ id }) => id!));
    reached.push(page.searchedToMs);
    beforeId = page.nextBeforeId ?? undefined;
    more = page.nextBeforeId !== null;
  }
  assert.deepEqual(found, [4]);
  // Five blocks of at most 2,048 events, two in each search.
  assert.deepEqual(reached, [AT_MS + 6_143, AT_MS + 2_047, null]);
  const bySource = await searchEvents(db, { limit: 10, src: "192.0.2.3" }, 2);
  assert.deepEqual(bySource.events.map(({ id }) => id), [4], "the filter spares the other blocks");
  db.close();
});

/** Different enough to be told apart by whatever they are counted or searched by. */
function manyEvents(count: number): TrafficEvent[] {
  return Array.from({ length: count }, (_, n) =>
    sampleEvent({
      ...{ receivedAtMs: AT_MS + n, raw: `line ${n} ☂`, sender: `192.0.2.${n % 3}` },
      ...{ src: n % 7 === 0 ? null : `198.51.100.${n % 100}`, kind: n % 3 ? "text" : "http" },
      numbers: n % 5 === 0 ? { value: n } : null,
      http: n % 3 ? null : {
        ...{
          method: "GET",
          path: `/${n}`,
          status: n % 2 ? 200 : 503,
          bytes: n,
          durationMs: n % 90,
        },
        ...{ userAgent: null, site: n % 9 ? "shop" : "blog" },
      },
    }));
}

function packedEvents(events: readonly TrafficEvent[]) {
  const packer = new CountingPacker();
  for (let at = 0; at < events.length; at += 64) packer.add(events.slice(at, at + 64), null);
  // As from another thread.
  return structuredClone(packer.take());
}

/** All that can be asked for. */
async function answersOf({ traffic }: Pick<LocalStore, "traffic">) {
  const bySource = { limit: 100, src: "198.51.100.8" };
  return {
    events: (await traffic.events({ limit: 10_000 })).events,
    some: (await traffic.events({ ...bySource, text: "LINE 1" })).events,
    source: await traffic.source("198.51.100.8"),
    counts: await Promise.all(TRAFFIC_GROUPS.map((by) => traffic.countBy(by, AT_MS))),
    sites: await traffic.sites(AT_MS),
    numbers: await traffic.numbers({ sender: "192.0.2.1", sinceMs: AT_MS, stepMs: 60_000 }),
    series: await traffic.series({ sinceMs: AT_MS - 60_000, stepMs: 60_000 }),
  };
}

Deno.test("addPacked() keeps events as addEvents() does, in between others too", async () => {
  const plain = openStore(":memory:"), packed = openStore(":memory:");
  for (
    const [from, to] of [[0, 100], [100, 2_148], [2_148, 3_500], [3_500, 3_600], [3_600, 5_000]]
  ) {
    const part = manyEvents(5_000).slice(from, to);
    await plain.traffic.addEvents(structuredClone(part));
    if (part.length === 100) await packed.traffic.addEvents(part);
    else {
      const read = await packed.traffic.addPacked(packedEvents(part));
      const stored = part.map((event, i) => ({ ...event, id: from + 1 + i }));
      for (const newest of [1, 200, 10_000]) assert.deepEqual(read(newest), stored.slice(-newest));
    }
  }
  assert.deepEqual(await answersOf(packed), await answersOf(plain));
  plain.close();
  packed.close();
});

Deno.test("openTrafficStore() counts packed events that a killed process had not counted", () =>
  inFile(async (path) => {
    const part = Array.from({ length: 1_500 }, () => event("198.51.100.1"));
    for (let start = 0; start < 2; start++) {
      const { store, close } = openTrafficStore(path);
      await store.addPacked(packedEvents(part));
      await store.writeCounts();
      await store.addPacked(packedEvents(part));
      close(); // without writeCounts(), as by SIGKILL
    }
    const { store, close } = openTrafficStore(path);
    await store.addEvents([event("198.51.100.1")]);
    assert.deepEqual(await store.countBy("source", AT_MS), [{ key: "198.51.100.1", count: 6_001 }]);
    close();
  }));

Deno.test("TrafficMinutes counts keys of packed events beyond its bound together", async () => {
  const store = openStore(":memory:");
  for (const from of [0, 1_500]) {
    const many = Array.from({ length: 1_500 }, (_, n) => event(`2001:db8::${from + n}`));
    await store.traffic.addPacked(packedEvents(many));
  }
  const beyond = 3_000 - MAX_KEYS_A_MINUTE;
  assert.deepEqual((await store.traffic.countBy("source", AT_MS))[0], {
    key: OTHERS,
    count: beyond,
  });
  store.close();
});
