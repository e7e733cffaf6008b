import assert from "node:assert/strict";
import { auditExpiry } from "./audit_expiry.ts";

const DAY_MS = 86_400_000;

function newStore(answers: number[]) {
  const asked: [beforeMs: number, limit: number, atMs: number][] = [];
  const removeAuditBefore = (...args: [number, number, number]) => {
    asked.push(args);
    return Promise.resolve(answers.shift() ?? 0);
  };
  return { store: { removeAuditBefore }, asked };
}

Deno.test("auditExpiry() removes whole days, once a day, and goes on where much is left", async () => {
  const { store, asked } = newStore([10_000, 7]);
  let nowMs = 500 * DAY_MS + 5;
  const expire = auditExpiry(store, 400 * DAY_MS, () => nowMs);
  for (let run = 0; run < 4; run++) await expire();
  assert.deepEqual(asked, Array(2).fill([100 * DAY_MS, 10_000, nowMs]));
  nowMs += DAY_MS - 6;
  await expire();
  assert.equal(asked.length, 2, "the same day");
  nowMs += 1;
  await expire();
  assert.deepEqual(asked.at(-1), [101 * DAY_MS, 10_000, 501 * DAY_MS]);
});

Deno.test("auditExpiry() tries again after a failure", async () => {
  const asked: number[] = [];
  const removeAuditBefore = (beforeMs: number) =>
    asked.push(beforeMs) === 1 ? Promise.reject(new Error("disk full")) : Promise.resolve(0);
  const expire = auditExpiry({ removeAuditBefore }, DAY_MS, () => 9 * DAY_MS);
  await assert.rejects(expire(), /disk full/);
  await expire();
  assert.deepEqual(asked, [8 * DAY_MS, 8 * DAY_MS]);
});

Deno.test("auditExpiry() removes nothing that is kept for ever", async () => {
  const { store, asked } = newStore([]);
  await auditExpiry(store, null, () => 500 * DAY_MS)();
  assert.deepEqual(asked, []);
});
