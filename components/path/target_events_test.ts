import assert from "node:assert/strict";
import type { Target } from "@/shared/target.ts";
import { listChangesOf } from "@/components/admin/targets_answer.ts";
import { targetEvents } from "./target_events.ts";

const target = (more: Partial<Target> = {}): Target => ({
  id: "target_1",
  address: "192.0.2.1",
  name: "gw",
  kind: "icmp",
  intervalMs: 5_000,
  warnMs: 200,
  group: "",
  ...more,
});
const none = { added: [], removed: [], changed: [] };
const other = target({ id: "target_2" });

const cases: [string, Parameters<typeof targetEvents>[0][number]["changes"], string[]][] = [
  ["an addition", { ...none, added: [other, target()] }, ["ada put the target on the list"]],
  ["a removal", { ...none, removed: [target()] }, ["ada took the target off the list"]],
  [
    "a change",
    { ...none, changed: [{ before: target(), after: target({ group: "Lab", warnMs: 20 }) }] },
    ["ada changed the target: slow over 200 ms → 20 ms, group nothing → Lab"],
  ],
  ["another target's", { ...none, added: [other] }, []],
];
for (const [name, changes, texts] of cases) {
  Deno.test(`targetEvents() tells of ${name}`, () => {
    const list = [{ atMs: 5, by: "ada", revision: 2, changes }];
    const events = targetEvents(list, "target_1", { fromMs: 0, toMs: 9 }, 9);
    assert.deepEqual(events.map(({ text }) => text), texts);
    assert.deepEqual(targetEvents(list, "target_1", { fromMs: 6, toMs: 9 }, 9), []);
    assert.deepEqual(targetEvents(list, "target_1", { fromMs: 0, toMs: 9 }, 0), []);
  });
}

Deno.test("listChangesOf() refuses what is no answer", () => {
  for (const answer of [null, {}, { revisions: [{}] }]) {
    assert.throws(() => listChangesOf(answer), TypeError);
  }
  assert.deepEqual(listChangesOf({ revisions: [] }), []);
});
