import assert from "node:assert/strict";
import type { Cell } from "@/shared/live/matrix.ts";
import { worstFirst } from "./worst_first.ts";

const cell = (state: Cell["state"], lossPercent = 0, rttUs: number | null = 1): Cell => ({
  state,
  lossPercent,
  rttUs,
  medianUs: rttUs,
});

Deno.test("worstFirst() orders by state, then loss, then RTT", () => {
  const cells = [
    cell("ok", 0, 5),
    cell("nodata", 0, null),
    cell("slow", 8),
    cell("ok", 0, 9),
    cell("fail", 100, null),
    cell("slow", 16),
  ];
  assert.deepEqual(worstFirst(cells), [4, 5, 2, 1, 3, 0]);
  assert.deepEqual(worstFirst([]), []);
});
