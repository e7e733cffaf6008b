import assert from "node:assert/strict";
import type { InnerPacket, TrafficEvent } from "@/shared/traffic/event.ts";
import { sampleEvent } from "@/shared/traffic/sample_event.ts";
import { contractOf } from "./contract.ts";
import type { Store } from "./store.ts";

const AT_MS = 1_795_000_000_000;

const INNER: InnerPacket = {
  src: "192.0.2.7",
  dst: "192.0.2.8",
  proto: "UDP",
  icmpType: null,
  icmpCode: null,
  srcPort: 1,
  dstPort: 33_434,
};

const event = (raw: string, more: Partial<TrafficEvent> = {}): TrafficEvent =>
  sampleEvent({ receivedAtMs: AT_MS, raw, ...more });

/** What every store of traffic and sightings must do. */
export const trafficContract = contractOf((store: Store) => store, (test) => {
  test("gives traffic events back as they came, newest first", async ({ traffic }) => {
    const hostile = "<script>\u0000\u001b[31m ' OR 1=1 -- %_\\";
    const stored = await traffic.addEvents([
      event("one"),
      event(hostile, { kind: "icmp", src: "198.51.100.1" }),
    ]);
    assert.deepEqual(stored.map((e) => e.id), [1, 2]);
    assert.deepEqual((await traffic.events({ limit: 10 })).events, stored.toReversed());
    assert.deepEqual((await traffic.events({ limit: 1 })).events, [stored[1]]);
    assert.deepEqual((await traffic.events({ limit: 10, beforeId: 2 })).events, [stored[0]]);
    assert.deepEqual((await traffic.events({ limit: 10, kind: "icmp" })).events, [stored[1]]);
    assert.deepEqual((await traffic.events({ limit: 10, src: "198.51.100.1" })).events, [
      stored[1],
    ]);
    assert.deepEqual((await traffic.events({ limit: 10, sender: "203.0.113.1" })).events, []);
    assert.deepEqual((await traffic.events({ limit: 10, text: "ONE" })).events, [stored[0]]);
    assert.deepEqual((await traffic.events({ limit: 10, text: "' or 1=1 -- %_\\" })).events, [
      stored[1],
    ]);
    assert.deepEqual(
      (await traffic.events({ limit: 10, text: "%" })).events,
      [stored[1]],
      "% is a character",
    );
  });

  test("counts traffic by what people ask for", async ({ traffic }) => {
    const place = { kind: "place", country: "JP", asn: 64500 } as TrafficEvent["place"];
    const ping = {
      kind: "icmp" as const,
      proto: "ICMP",
      icmpType: 8,
      icmpCode: 0,
      src: "192.0.2.1",
      place,
    };
    const http = { method: "GET", status: 404 } as TrafficEvent["http"];
    await traffic.addEvents([
      event("old", { ...ping, receivedAtMs: 1 }),
      event("a", ping),
      event("b", ping),
      event("c", { kind: "http", http, src: "192.0.2.2" }),
    ]);
    await traffic.writeCounts();
    const by = (group: Parameters<typeof traffic.countBy>[0]) => traffic.countBy(group, AT_MS);
    assert.deepEqual(await by("country"), [{ key: "JP", count: 2 }]);
    assert.deepEqual(await by("asn"), [{ key: "64500", count: 2 }]);
    assert.deepEqual(await by("type"), [{ key: "echo request", count: 2 }, {
      key: "GET",
      count: 1,
    }]);
    assert.deepEqual(await by("status"), [{ key: "404", count: 1 }]);
    assert.deepEqual(await by("source"), [{ key: "192.0.2.1", count: 2 }, {
      key: "192.0.2.2",
      count: 1,
    }]);
    const source = { count: 3, firstAtMs: 1, lastAtMs: AT_MS };
    assert.deepEqual(await traffic.source("192.0.2.1"), source);
    assert.deepEqual(await traffic.source("192.0.2.9"), {
      count: 0,
      firstAtMs: null,
      lastAtMs: null,
    });
    const stepMs = 60_000, startMs = Math.floor(AT_MS / stepMs) * stepMs;
    const series = (src?: string) => traffic.series({ sinceMs: AT_MS - stepMs, stepMs, src });
    const counts = { icmp: 2, connection: 0, http: 1, text: 0 };
    assert.deepEqual(await series(), [{ startMs, counts }]);
    assert.deepEqual(await series("192.0.2.1"), [{ startMs, counts: { ...counts, http: 0 } }]);
    assert.equal(await traffic.removeEventsBefore(AT_MS, 10), 1);
    assert.equal((await traffic.events({ limit: 10 })).events.length, 3);
  });

  test("adds up what lines measured by minute, sender and name", async ({ traffic }) => {
    const measured = (sender: string, minute: number, numbers: Record<string, number>) =>
      event("n", { sender, numbers, receivedAtMs: AT_MS + minute * 60_000 });
    await traffic.addEvents([
      measured("load", 0, { value: 1, other: -5 }),
      measured("load", 0, { value: 4 }),
      measured("load", 1, { value: 1e308 }),
      measured("another", 0, { value: 9 }),
      event("no number", { sender: "load" }),
    ]);
    await traffic.writeCounts();
    await traffic.addEvents([measured("load", 1, { value: 1e308 })]);
    await traffic.writeCounts();
    const startMs = Math.floor(AT_MS / 60_000) * 60_000;
    const of = (sinceMs: number, stepMs = 60_000) =>
      traffic.numbers({ sender: "load", sinceMs, stepMs });
    const other = { startMs, count: 1, min: -5, mean: -5, max: -5 };
    const [first, second] = await of(AT_MS);
    assert.deepEqual(first, { name: "other", points: [other] });
    assert.deepEqual(second.points[0], { startMs, count: 2, min: 1, mean: 2.5, max: 4 });
    assert.deepEqual(second.points[1].count, 2);
    assert.deepEqual((await of(AT_MS + 60_000)).map(({ name }) => name), ["value"]);
    const hourMs = 3_600_000;
    const [hour] = await of(AT_MS, hourMs);
    assert.equal(hour.points[0].startMs, Math.floor(AT_MS / hourMs) * hourMs);
    assert.ok(await traffic.removeCountsBefore(AT_MS + hourMs) > 0);
    assert.deepEqual(await of(AT_MS), []);
  });

  test("packs many events and gives each of them back as it came", async ({ traffic }) => {
    const made = Array.from({ length: 5_000 }, (_, n) =>
      event(`line ${n} \u0000\ud83d\ude00`, {
        receivedAtMs: AT_MS + n,
        kind: n % 3 === 0 ? "http" : "text",
        numbers: n % 5 === 0 ? { value: n } : null,
        inner: n % 11 === 0 ? { ...INNER, srcPort: n } : null,
        src: n % 7 === 0 ? null : `198.51.100.${n % 100}`,
        http: n % 3 === 0
          ? {
            method: "GET",
            path: `/${n}`,
            status: n % 2 ? 200 : 503,
            bytes: null,
            durationMs: n % 100,
            userAgent: null,
            site: "shop",
          }
          : null,
      }));
    const before = structuredClone(made);
    const stored: TrafficEvent[] = [];
    for (const [from, to] of [[0, 100], [100, 4_700], [4_700, 5_000]]) {
      stored.push(...await traffic.addEvents(made.slice(from, to)));
    }
    assert.deepEqual(stored.map(({ id: _, ...rest }) => rest), before);
    const newestFirst = stored.toReversed();
    assert.deepEqual((await traffic.events({ limit: 6_000 })).events, newestFirst);
    const page = { limit: 50, beforeId: stored[2_500].id, kind: "http" as const };
    const older = newestFirst.filter(({ id, kind }) => id! < page.beforeId! && kind === "http");
    assert.deepEqual((await traffic.events(page)).events, older.slice(0, 50));
    const of7 = newestFirst.filter(({ src }) => src === "198.51.100.7");
    assert.deepEqual((await traffic.events({ limit: 6_000, src: "198.51.100.7" })).events, of7);
    assert.deepEqual((await traffic.events({ limit: 5, src: "203.0.113.1" })).events, []);
    assert.deepEqual((await traffic.events({ limit: 5, text: "LINE 42 " })).events, [stored[42]]);

    await traffic.writeCounts();

    const [site] = await traffic.sites(AT_MS);
    assert.deepEqual([site.site, site.requests, site.errors], ["shop", 1_667, 834]);
    assert.ok(Math.abs(site.p50Ms! - 50) < 6, `${site.p50Ms}`);
    assert.ok(Math.abs(site.p95Ms! - 95) < 10, `${site.p95Ms}`);
    assert.ok(await traffic.removeEventsBefore(AT_MS + 10_000, 10_000) === 5_000);
    assert.deepEqual((await traffic.events({ limit: 5 })).events, []);
    assert.equal((await traffic.countBy("sender", AT_MS))[0].count, 5_000, "counts stay");
    assert.ok(await traffic.removeCountsBefore(AT_MS + 600_000) > 0);
    assert.deepEqual(await traffic.countBy("sender", AT_MS), []);
  });

  test("keeps sightings of a path once, and removes old ones", async ({ sightings }) => {
    const sighting = { agentId: "agent_1", targetId: "target_1", sender: "192.0.2.9", atMs: AT_MS };
    const router = { ...sighting, sender: "192.0.2.1", atMs: AT_MS + 5_000 };
    const other = { ...sighting, targetId: "target_2" };
    await sightings.addSightings([]);
    await sightings.addSightings([router, sighting, sighting, other]);
    await sightings.addSightings([sighting]);
    const of = (fromMs: number, toMs: number, target = "target_1") =>
      sightings.sightings("agent_1", target, fromMs, toMs);
    const all = [sighting, router].map(({ sender, atMs }) => ({ sender, atMs }));
    assert.deepEqual(await of(0, AT_MS + 9_000), all);
    assert.deepEqual(await of(AT_MS + 1, AT_MS + 9_000), all.slice(1));
    assert.deepEqual(await of(0, AT_MS), []);
    assert.equal(await sightings.removeSightingsBefore(AT_MS, 9), 0);
    assert.equal(await sightings.removeSightingsBefore(AT_MS + 1, 1), 1);
    assert.equal(await sightings.removeSightingsBefore(AT_MS + 1, 9), 1);
    assert.deepEqual(await of(0, AT_MS + 9_000), all.slice(1));
    assert.deepEqual(await of(0, AT_MS + 9_000, "target_2"), []);
    // A path that was given up is known again.
    await sightings.addSightings([other]);
    assert.equal((await of(0, AT_MS + 9_000, "target_2")).length, 1);
  });
});
