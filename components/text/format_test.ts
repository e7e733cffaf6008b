import assert from "node:assert/strict";
import { renderIn } from "@/components/words/language.ts";
import {
  formatAgo,
  formatBytes,
  formatClock,
  formatClockMs,
  formatCount,
  formatDuration,
  formatLargestUnit,
  formatMinute,
  formatMs,
  formatPercent,
  formatRtt,
} from "./format.ts";

const table = <T>(name: string, format: (value: T) => string, cases: [T, string][]) => {
  for (const [value, shown] of cases) {
    Deno.test(`${name}() shows ${JSON.stringify(value)} as ${shown}`, () => {
      assert.equal(format(value), shown);
    });
  }
};

table("formatRtt", formatRtt, [
  [29, "0.03"],
  [99, "0.1"],
  [100, "0.1"],
  [412, "0.4"],
  [8_140, "8.1"],
  [9_949, "9.9"],
  [9_950, "10"],
  [253_400, "253"],
  [3_004_000, "3\u202f004"],
]);
table("formatMs", formatMs, [[253_000, "253 ms"], [null, "–"], [0, "0.00 ms"]]);
table("formatCount", formatCount, [
  [0, "0"],
  [999, "999"],
  [1204, "1\u202f204"],
  [1234567, "1\u202f234\u202f567"],
]);
table("formatPercent", formatPercent, [
  [0, "0 %"],
  [0.02, "< 0.1 %"],
  [3.84, "3.8 %"],
  [4, "4 %"],
  [50.4, "50 %"],
  [100, "100 %"],
]);
table("formatBytes", formatBytes, [
  [0, "0 B"],
  [999, "999 B"],
  [1_300, "1.3 kB"],
  [20_400_000, "20 MB"],
  [5e15, "5000 TB"],
]);
table("formatDuration", formatDuration, [
  [-5, "0 s"],
  [40_900, "40 s"],
  [60_000, "1 min"],
  [685_000, "11 min 25 s"],
  [18_600_000, "5 h 10 min"],
  [532_800_000, "6 d 4 h"],
]);

Deno.test("formatAgo() says never when there is no time", () => {
  assert.equal(formatAgo(null, 5_000), "never");
  assert.equal(formatAgo(1_000, 5_000), "4 s ago");
});

Deno.test("formatClock() and its kin show the reader's time of day", () => {
  const atMs = new Date(2026, 10, 20, 9, 4, 5, 12).getTime();
  assert.equal(formatClock(atMs), "09:04:05");
  assert.equal(formatClockMs(atMs), "09:04:05.012");
  assert.equal(formatMinute(atMs), "09:04");
});

const japanese: [name: string, format: () => string, shown: string][] = [
  ["formatCount", () => formatCount(1_234_567), "1,234,567"],
  ["formatMs", () => formatMs(1_253_000), "1,253 ms"],
  ["formatPercent", () => formatPercent(3.84), "3.8%"],
  ["formatPercent", () => formatPercent(0.02), "< 0.1%"],
  ["formatDuration", () => formatDuration(40_000), "40秒"],
  ["formatDuration", () => formatDuration(685_000), "11分25秒"],
  ["formatDuration", () => formatDuration(6 * 86_400_000 + 4 * 3_600_000), "6日4時間"],
  ["formatLargestUnit", () => formatLargestUnit(5 * 3_600_000 + 60_000), "5時間"],
  ["formatAgo", () => formatAgo(0, 40_000), "40秒前"],
  ["formatAgo", () => formatAgo(null, 0), "なし"],
];
for (const [name, format, shown] of japanese) {
  Deno.test(`${name}() says ${shown} in Japanese`, () => {
    renderIn("ja");
    try {
      assert.equal(format(), shown);
    } finally {
      renderIn("en");
    }
  });
}
