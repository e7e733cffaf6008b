import assert from "node:assert/strict";
import { FrameBudget } from "./frame_budget.ts";

const taken = (budget: FrameBudget, asked: number) =>
  Array.from({ length: asked }, () => budget.take()).filter(Boolean).length;

Deno.test("FrameBudget lets a burst pass, then a hundred frames a second", () => {
  let nowMs = 0;
  const budget = new FrameBudget(() => nowMs);
  assert.equal(taken(budget, 3_000), 2_000);
  nowMs += 1_000;
  assert.equal(taken(budget, 3_000), 100);
  nowMs += 3_600_000;
  assert.equal(taken(budget, 3_000), 2_000, "it does not save up more than a burst");
});
