import assert from "node:assert/strict";
import { Refusal } from "@/shared/refusal.ts";
import { Gate } from "./gate.ts";

Deno.test("Gate lets a few run, the next wait in order, and turns the rest away", async () => {
  const gate = new Gate(2, 1);
  const ends: (() => void)[] = [];
  const started: string[] = [];
  const work = (name: string) =>
    gate.run(() => {
      started.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const runs = [work("a"), work("b"), work("c")];
  await assert.rejects(work("d"), Refusal);
  assert.deepEqual(started, ["a", "b"]);
  ends[0]();
  await runs[0];
  await Promise.resolve();
  assert.deepEqual(started, ["a", "b", "c"]);
  ends.slice(1).forEach((end) => end());
  await Promise.all(runs);
});

Deno.test("Gate goes on after work that failed", async () => {
  const gate = new Gate(1, 1);
  await assert.rejects(gate.run(() => Promise.reject(new Error("no"))), /no/);
  assert.equal(await gate.run(() => Promise.resolve(1)), 1);
});
