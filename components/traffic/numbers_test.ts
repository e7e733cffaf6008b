import assert from "node:assert/strict";
import { formatNumber, numbersOf, numbersUrl } from "./numbers.ts";

Deno.test("numbersUrl() asks for one sender and a range", () => {
  const expected = "/api/v1/traffic/numbers?source=a+%26b&window=3600000&step=60000";
  assert.equal(numbersUrl("a &b", "1h"), expected);
});

Deno.test("numbersOf() reads an answer, and refuses another shape", () => {
  const point = { t: "2026-11-20T20:59:00Z", count: 2, min: 1, mean: 1.5, max: 2 };
  const startMs = Date.UTC(2026, 10, 20, 20, 59);
  assert.deepEqual(
    numbersOf({ series: [{ name: "a", points: [point] }, { name: "b", points: [] }] }),
    [
      { name: "a", points: [{ startMs, min: 1, mean: 1.5, max: 2 }] },
    ],
  );
  for (
    const wrong of [
      null,
      {},
      { series: [{ name: 1, points: [] }] },
      { series: [{ name: "a", points: [{ ...point, t: "soon" }] }] },
      { series: [{ name: "a", points: [{ ...point, max: null }] }] },
    ]
  ) assert.throws(() => numbersOf(wrong), TypeError, JSON.stringify(wrong));
});

Deno.test("formatNumber() gives four digits", () => {
  const table = [[0, "0"], [21.5, "21.5"], [1 / 3, "0.3333"], [-123456, "-123500"]] as const;
  for (const [value, text] of table) assert.equal(formatNumber(value), text);
});
