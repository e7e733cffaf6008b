import assert from "node:assert/strict";
import { streamSeries } from "./stream_series.ts";

const path = (name: string, length: number) => ({
  head: { target: name },
  read: () => Promise.resolve({ name: "points" as const, length, json: (n: number) => ({ n }) }),
});

const cases: [lengths: number[]][] = [[[]], [[0]], [[1, 0, 2]], [[2_000, 2_001, 5_000]]];
for (const [lengths] of cases) {
  Deno.test(`streamSeries() gives the same as JSON.stringify() for paths of ${lengths || "none"}`, async () => {
    const paths = lengths.map((length, n) => path(`t${n}`, length));
    assert.deepEqual(await streamSeries({ agent: "a" }, paths).json(), {
      agent: "a",
      series: lengths.map((length, n) => ({
        target: `t${n}`,
        points: Array.from({ length }, (_, i) => ({ n: i })),
      })),
    });
  });
}

Deno.test("streamSeries() reads no further path once the client has gone", async () => {
  let reads = 0;
  const counted = Array.from({ length: 100 }, (_, n) => {
    const one = path(`t${n}`, 1);
    return { ...one, read: () => (reads++, one.read()) };
  });
  const reader = streamSeries({}, counted).body!.getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  const before = reads;
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
  assert.ok(before < 5 && reads === before, `${reads} paths were read`);
});
