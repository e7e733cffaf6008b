import assert from "node:assert/strict";
import { SenderTable } from "./sender_table.ts";

Deno.test("SenderTable.touch() gives the same counters when the address is known", () => {
  const table = new SenderTable(8);
  table.touch("192.0.2.1", 1).received++;
  table.touch("192.0.2.1", 2).received++;
  assert.deepEqual(table.list(), [
    { address: "192.0.2.1", received: 2, bytes: 0, unparsed: 0, refused: 0, lastSeenAtMs: 2 },
  ]);
});

Deno.test("SenderTable.touch() gives up the longest silent sender when the table is full", () => {
  const table = new SenderTable(2);
  table.touch("a", 1);
  table.touch("b", 2);
  table.touch("a", 3);
  table.touch("c", 4);
  assert.deepEqual(table.list().map((entry) => entry.address), ["c", "a"]);
  assert.equal(table.evicted, 1);
});

Deno.test("SenderTable.list() gives copies", () => {
  const table = new SenderTable(2);
  table.touch("a", 1);
  table.list()[0].received = 99;
  assert.equal(table.list()[0].received, 0);
});
