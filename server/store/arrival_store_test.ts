import assert from "node:assert/strict";
import type { Arrival } from "@/shared/live/traffic.ts";
import { sqliteArrivalStore } from "./arrival_store.ts";
import { openDatabase } from "./database.ts";

Deno.test("the arrival store keeps one row of each kind: the first time, and the newest count", async () => {
  const db = openDatabase(":memory:");
  const store = sqliteArrivalStore(db);
  assert.deepEqual(await store.arrivals(), []);
  const nginx: Arrival = {
    kind: "nginx",
    count: 1,
    firstAtMs: 5,
    lastAtMs: 5,
    sender: "192.0.2.1",
  };
  const api: Arrival = { kind: "api", count: 9, firstAtMs: 3, lastAtMs: 8, sender: "job" };
  await store.keepArrivals([nginx, api]);
  const newer: Arrival = { ...nginx, count: 4, lastAtMs: 7, sender: "192.0.2.2" };
  await store.keepArrivals([newer]);
  assert.deepEqual(await store.arrivals(), [api, newer]);
  db.close();
});
