import assert from "node:assert/strict";
import { expiries, packHours, removeExpired, type Retention } from "./retention.ts";

const KEEP: Retention = { retentionMs: 1_000, rollupRetentionMs: 9_000 };
const keepMs = ({ retentionMs }: Retention) => retentionMs;

Deno.test("removeExpired() goes on until little is left, in bounded steps", async () => {
  const asked: [number, number][] = [];
  let left = 450;
  const part = (beforeMs: number, limit: number) => {
    asked.push([beforeMs, limit]);
    const count = Math.min(left, limit);
    left -= count;
    return Promise.resolve(count);
  };
  assert.equal(await removeExpired([{ remove: part, keepMs }], KEEP, 5_000), 450);
  assert.deepEqual(asked, [[4_000, 200], [4_000, 200], [4_000, 200]]);
});

Deno.test("removeExpired() stops a run that would never end", async () => {
  let calls = 0;
  const remove = (_: number, limit: number) => Promise.resolve((calls++, limit));
  await removeExpired([{ remove, keepMs }], KEEP, 2);
  assert.equal(calls, 500);
});

Deno.test("expiries() keeps hours longer than minutes, and minutes longer than raw results", () => {
  const day = 86_400_000;
  const days = (retention: Retention) =>
    expiries({ rounds: null!, traffic: null!, sightings: null! }).map((part) =>
      part.keepMs(retention) / day
    );
  assert.deepEqual(days({ retentionMs: day, rollupRetentionMs: 400 * day }), [
    1,
    1,
    1,
    32,
    400,
    400,
  ]);
  assert.deepEqual(days({ retentionMs: day, rollupRetentionMs: 7 * day }), [1, 1, 1, 7, 7, 7]);
});

Deno.test("packHours() goes on until nothing is left, and not for ever", async () => {
  let left = 3;
  const asked: number[] = [];
  const compact = (beforeMs: number) => Promise.resolve((asked.push(beforeMs), left-- > 0 ? 1 : 0));
  assert.equal(await packHours({ compact }, 500_000), 3);
  assert.deepEqual(asked, Array(4).fill(380_000), "two minutes for late rounds");
  assert.equal(await packHours({ compact: () => Promise.resolve(1) }, 0), 200);
});
