import assert from "node:assert/strict";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { BatchKeeper } from "./batch_keeper.ts";
import { Arrivals } from "./syslog/arrivals.ts";
import { type FieldsOfSenders, LineReader } from "./syslog/line_reader.ts";
import { batchMemory, BatchWriter, type RawBatch } from "./syslog/raw_batch.ts";
import type { ReadBatch } from "./syslog_reader_messages.ts";
import { Inflow } from "./traffic/inflow.ts";
import { Sightings } from "./traffic/sightings.ts";

/** A batch of one line. */
function batchOf(line: string, sender = "10.0.0.1"): RawBatch {
  const bytes = new TextEncoder().encode(line);
  const writer = new BatchWriter(batchMemory(1, bytes.length), 1);
  writer.push(bytes, sender, "lines", 1_795_000_000_000);
  return writer.batch();
}

/** A keeper whose readers answer when told to, and which keeps what it is given. */
function keeping(addEvents = (events: TrafficEvent[]) => Promise.resolve(events)) {
  const kept: [line: string, kind: string][] = [];
  const asked: (() => void)[] = [];
  const read = (batch: RawBatch, fields: FieldsOfSenders) => {
    const events: TrafficEvent[] = [];
    const rest = new LineReader().read(batch, fields, (some) => void events.push(...some));
    const { buffer } = batch;
    return new Promise<ReadBatch>((resolve) => {
      asked.push(() => resolve({ ...rest, buffer, events, ownRequests: [] }));
    });
  };
  const inflow = new Inflow({
    addEvents: async (events) => {
      await addEvents(events);
      kept.push(...events.map(({ raw, kind }) => [raw, kind] as [string, string]));
      return events;
    },
    addPacked: () => assert.fail("nothing is packed"),
  });
  const sightings = new Sightings({ addSightings: () => assert.fail("nothing was sighted") });
  const arrivals = new Arrivals();
  const log = (_: string, message: string) => assert.fail(message);
  return {
    keeper: new BatchKeeper({ readers: { read }, inflow, sightings, arrivals, log }),
    asked,
    kept,
    arrivals,
  };
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

Deno.test("BatchKeeper keeps batches in the order in which they came, however they are read", async () => {
  const { keeper, asked, kept, arrivals } = keeping();
  const all = ["a", "b", "c"].map((line) => keeper.keep(batchOf(line)));
  assert.equal(asked.length, 3, "all are read at once");
  asked[2]();
  asked[1]();
  await turns();
  assert.equal(kept.length, 0);
  asked[0]();
  const outcomes = await Promise.all(all);
  assert.deepEqual(kept.map(([line]) => line), ["a", "b", "c"]);
  assert.deepEqual(outcomes.map(({ unparsed }) => unparsed), [[1], [1], [1]]);
  assert.deepEqual(arrivals.list(), []);
});

Deno.test("BatchKeeper reads a batch again when one before it says what its fields are", async () => {
  const { keeper, asked, kept } = keeping();
  const line = "2026-11-20 20:59:10 192.0.2.9 503";
  const directive = "#Fields: date time c-ip sc-status";
  const batches = [batchOf(directive), batchOf(line), batchOf(line, "10.0.0.2")];
  const all = Promise.all(batches.map((batch) => keeper.keep(batch)));
  for (const answer of asked) answer();
  await turns();
  assert.equal(asked.length, 4, "once more, and not for another sender");
  asked[3]();
  await all;
  assert.deepEqual(kept, [[directive, "text"], [line, "http"], [line, "text"]]);
});

Deno.test("BatchKeeper goes on behind a batch that cannot be stored", async () => {
  const { keeper, asked, kept } = keeping(([{ raw }]) =>
    raw === "a" ? Promise.reject(new Error("disk full")) : Promise.resolve([])
  );
  const all = ["a", "b"].map((line) => keeper.keep(batchOf(line)));
  for (const answer of asked) answer();
  await assert.rejects(all[0], /disk full/);
  await all[1];
  assert.deepEqual(kept.map(([line]) => line), ["b"]);
});
