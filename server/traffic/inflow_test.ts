import assert from "node:assert/strict";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { Inflow, MAX_TOLD } from "./inflow.ts";

const events = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ raw: String(from + i) }) as TrafficEvent);

Deno.test("Inflow.news() gives what was stored once, in the order of arrival", async () => {
  const inflow = new Inflow({ addEvents: (given) => Promise.resolve(given) });
  await inflow.take(events(2));
  await inflow.take(events(1, 2));
  const { events: told, leftOut } = inflow.news();
  assert.deepEqual([told.map(({ raw }) => raw), leftOut], [["0", "1", "2"], 0]);
  assert.deepEqual(inflow.news(), { events: [], leftOut: 0 });
});

Deno.test("Inflow.news() gives the newest and the number of the others when there are many", async () => {
  const inflow = new Inflow({ addEvents: (given) => Promise.resolve(given) });
  await inflow.take(events(150));
  await inflow.take(events(1_000, 150));
  await inflow.take(events(100, 1_150));
  const { events: told, leftOut } = inflow.news();
  assert.equal(told.length, MAX_TOLD);
  assert.equal(told.at(-1)!.raw, "1249");
  assert.equal(told[0].raw, "1050");
  assert.equal(told.length + leftOut, 1_250);
});

Deno.test("Inflow.take() tells nobody of what was not stored", async () => {
  const inflow = new Inflow({ addEvents: () => Promise.reject(new Error("disk full")) });
  await assert.rejects(inflow.take(events(1)), /disk full/);
  assert.deepEqual(inflow.news(), { events: [], leftOut: 0 });
});
