import assert from "node:assert/strict";
import { ResolvedTargets } from "./resolved_targets.ts";

const told = (targets: ResolvedTargets, limit: number) =>
  targets.next(limit).map(({ target, address }) => `${target} ${address}`);

Deno.test("ResolvedTargets.next() tells all in turn, again and again, a few at a time", () => {
  const targets = new ResolvedTargets();
  assert.deepEqual(told(targets, 2), []);
  for (const n of [1, 2, 3]) targets.note(`target_${n}`, `192.0.2.${n}`);
  const [one, two, three] = [1, 2, 3].map((n) => `target_${n} 192.0.2.${n}`);
  assert.deepEqual(told(targets, 2), [one, two]);
  assert.deepEqual(told(targets, 2), [three]);
  assert.deepEqual(told(targets, 2), [one, two]);
  assert.deepEqual(told(targets, 9), [three]);
  assert.deepEqual(told(targets, 9), [one, two, three]);
});

Deno.test("ResolvedTargets tells the newest address, and nothing of targets that are gone", () => {
  const targets = new ResolvedTargets();
  targets.note("target_1", "192.0.2.1");
  targets.note("target_2", "192.0.2.2");
  targets.note("target_1", "2001:db8::1");
  targets.keepOnly(new Set(["target_1", "target_3"]));
  assert.deepEqual(told(targets, 9), ["target_1 2001:db8::1"]);
});
