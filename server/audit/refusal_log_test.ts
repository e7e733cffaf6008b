import assert from "node:assert/strict";
import { agentRefusals } from "./refusal_log.ts";

const WINDOW_MS = 600_000;

function newLog() {
  const rows: string[] = [];
  const time = { nowMs: 1_000_000 };
  const audit = {
    record: ({ subject, detail }: { subject: string; detail: string }) =>
      Promise.resolve(void rows.push(`${subject}: ${detail}`)),
  };
  return { log: agentRefusals(audit, () => time.nowMs), rows, time };
}

Deno.test("RefusalLog writes a thousand refusals of one address as six rows", async () => {
  const { log, rows, time } = newLog();
  for (let n = 0; n < 1_000; n++) await log.refused("192.0.2.1", "spent");
  assert.deepEqual(rows, Array(5).fill("192.0.2.1: spent"));
  await log.flush();
  assert.equal(rows.length, 5, "its window has not ended");
  time.nowMs += WINDOW_MS;
  await log.flush();
  assert.deepEqual(rows.slice(5), ["192.0.2.1: 995 more refusals, the last: spent"]);
  await log.flush();
  await log.refused("192.0.2.1", "spent");
  assert.equal(rows.length, 7, "a new window begins with single rows");
});

Deno.test("RefusalLog bounds a flood from many addresses", async () => {
  const { log, rows, time } = newLog();
  for (let n = 0; n < 5_000; n++) await log.refused(`2001:db8::${n.toString(16)}`, "unknown");
  assert.equal(rows.length, 200);
  time.nowMs += WINDOW_MS;
  await log.flush();
  assert.equal(rows.length, 206, "five of the worst, and the others together");
  assert.match(rows[200], /^other addresses: 4\d{3} more refusals/);
  assert.match(rows[205], /more addresses: \d+ more refusals/);
});
