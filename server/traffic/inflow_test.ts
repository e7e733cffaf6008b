import assert from "node:assert/strict";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { PackedEvents } from "../domain/packed_events.ts";
import { Inflow, MAX_TOLD } from "./inflow.ts";

const events = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ raw: String(from + i) }) as TrafficEvent);

const NOTHING = new Uint8Array();
/** A block of so many events, which is read where a test may read it. */
const packed = (count: number, from: number, mayRead = true) => {
  const blobs = { sources: NOTHING, columns: NOTHING, lines: NOTHING };
  const counts = { minutes: [], numbers: [], numbersLeftOut: 0 };
  return { count, newestAtMs: 0, ...blobs, counts, from, mayRead };
};

const store = {
  addEvents: (given: TrafficEvent[]) => Promise.resolve(given),
  addPacked: (given: PackedEvents) => {
    const { count, from, mayRead } = given as ReturnType<typeof packed>;
    return Promise.resolve((newest: number) => {
      assert.ok(mayRead, `the block that begins with ${from} is unpacked`);
      return events(count, from).slice(-newest);
    });
  },
};

Deno.test("Inflow.news() unpacks only what it tells", async () => {
  const inflow = new Inflow(store);
  await inflow.takePacked(packed(2_000, 0, false));
  await inflow.takePacked(packed(1_500, 2_000));
  await inflow.takePacked(packed(100, 3_500));
  await inflow.take(events(10, 3_600));
  const { events: told, leftOut } = inflow.news();
  assert.equal(told.length, MAX_TOLD);
  assert.deepEqual([told[0].raw, told.at(-1)!.raw], ["3410", "3609"]);
  assert.equal(told.length + leftOut, 3_610);
});

Deno.test("Inflow.news() gives what was stored once, in the order of arrival", async () => {
  const inflow = new Inflow(store);
  await inflow.take(events(2));
  await inflow.take(events(1, 2));
  const { events: told, leftOut } = inflow.news();
  assert.deepEqual([told.map(({ raw }) => raw), leftOut], [["0", "1", "2"], 0]);
  assert.deepEqual(inflow.news(), { events: [], leftOut: 0 });
});

Deno.test("Inflow.news() gives the newest and the number of the others when there are many", async () => {
  const inflow = new Inflow(store);
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
  const inflow = new Inflow({ ...store, addEvents: () => Promise.reject(new Error("disk full")) });
  await assert.rejects(inflow.take(events(1)), /disk full/);
  assert.deepEqual(inflow.news(), { events: [], leftOut: 0 });
});
