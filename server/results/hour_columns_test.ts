import assert from "node:assert/strict";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { HourColumns } from "./hour_columns.ts";

const { notProbed } = RESULT_CODES;
const ROUNDS = 8;
const read = (columns: HourColumns, id: string) => {
  const column = columns.find(id);
  return column && [...column.block.subarray(column.start, column.start + ROUNDS)];
};
const write = (columns: HourColumns, id: string, round: number, result: number) => {
  const { block, start } = columns.find(id)!;
  block[start + round] = result;
};

Deno.test("HourColumns keeps the columns of targets apart, copies and clears rounds of all", () => {
  const columns = new HourColumns(ROUNDS);
  columns.open(["a", "b"]);
  columns.open(["b", "c", "c"]);
  for (const [n, id] of ["a", "b", "c"].entries()) write(columns, id, 2, 10 + n);
  columns.copy(2, 5);
  columns.clear(2);
  for (const [n, id] of ["a", "b", "c"].entries()) {
    const expected = new Array(ROUNDS).fill(notProbed).with(5, 10 + n);
    assert.deepEqual(read(columns, id), expected, id);
  }
  assert.equal(columns.find("d"), undefined);
});

Deno.test("HourColumns.keepOnly() gives memory back, and a column that is used again is empty", () => {
  const columns = new HourColumns(ROUNDS), ids = Array.from({ length: 9 }, (_, n) => `t${n}`);
  columns.open(ids);
  for (const [n, id] of ids.entries()) write(columns, id, 0, n);
  columns.keepOnly(new Set(ids.slice(2)));
  assert.equal(columns.byteLength, 9 * ROUNDS * 4);
  columns.open(["new"]);
  assert.deepEqual(read(columns, "new"), new Array(ROUNDS).fill(notProbed));
  columns.keepOnly(new Set(["t5", "t8"]));
  assert.equal(columns.byteLength, 2 * ROUNDS * 4);
  assert.deepEqual([read(columns, "t5")![0], read(columns, "t8")![0]], [5, 8]);
  assert.equal(read(columns, "t4"), undefined);
  columns.keepOnly(new Set());
  assert.equal(columns.byteLength, 0);
});
