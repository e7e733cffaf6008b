import assert from "node:assert/strict";
import { LogInLimiter } from "./login_limiter.ts";

function limiterAt(startMs: number) {
  let nowMs = startMs;
  return { limiter: new LogInLimiter(() => nowMs), pass: (ms: number) => nowMs += ms };
}

Deno.test("LogInLimiter lets five failures pass, then doubles the wait", () => {
  const { limiter } = limiterAt(0);
  const waits: number[] = [];
  for (let i = 0; i < 8; i++) {
    limiter.failed("ada", "192.0.2.1");
    waits.push(limiter.waitMs("ada", "192.0.2.1"));
  }
  assert.deepEqual(waits, [0, 0, 0, 0, 1_000, 2_000, 4_000, 8_000]);
});

Deno.test("LogInLimiter never waits longer than five minutes", () => {
  const { limiter } = limiterAt(0);
  for (let i = 0; i < 100; i++) limiter.failed("ada", "192.0.2.1");
  assert.equal(limiter.waitMs("ada", "192.0.2.1"), 300_000);
});

Deno.test("LogInLimiter does not lock the owner out because somebody else guesses", () => {
  const { limiter } = limiterAt(0);
  for (let i = 0; i < 100; i++) limiter.failed("ada", "203.0.113.66");
  assert.equal(limiter.waitMs("ada", "192.0.2.1"), 0);
});

Deno.test("LogInLimiter forgets after success and after half an hour", () => {
  const { limiter, pass } = limiterAt(0);
  for (let i = 0; i < 9; i++) limiter.failed("ADA", "192.0.2.1");
  assert.ok(limiter.waitMs("ada", "192.0.2.1") > 0, "case does not matter");
  limiter.succeeded("ada", "192.0.2.1");
  assert.equal(limiter.waitMs("ada", "192.0.2.1"), 0);
  for (let i = 0; i < 9; i++) limiter.failed("ada", "192.0.2.1");
  pass(31 * 60_000);
  assert.equal(limiter.waitMs("ada", "192.0.2.1"), 0);
});

Deno.test("LogInLimiter slows an address down that tries many names, and no other", () => {
  const { limiter, pass } = limiterAt(0);
  for (let i = 0; i < 49; i++) limiter.failed(`name ${i}`, "203.0.113.66");
  assert.equal(limiter.waitMs("ada", "203.0.113.66"), 0);
  limiter.failed("name 49", "203.0.113.66");
  assert.equal(limiter.waitMs("ada", "203.0.113.66"), 10_000);
  assert.equal(limiter.waitMs("ada", "192.0.2.1"), 0);
  pass(10_000);
  assert.equal(limiter.waitMs("ada", "203.0.113.66"), 0);
});
