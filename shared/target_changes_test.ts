import assert from "node:assert/strict";
import type { Target } from "./target.ts";
import { changedFields, targetChanges } from "./target_changes.ts";

const target = (id: string, more: Partial<Target> = {}): Target => ({
  id,
  address: "192.0.2.1",
  name: id,
  kind: "icmp",
  intervalMs: 5_000,
  warnMs: 200,
  group: "",
  ...more,
});
const a = target("a"), b = target("b"), c = target("c");

const cases: [string, Target[], Target[], [string[], string[], string[]]][] = [
  ["nothing", [a, b], [a, b], [[], [], []]],
  ["another order", [a, b], [b, a], [[], [], []]],
  ["one more", [a], [a, b], [["b"], [], []]],
  ["one less", [a, b], [b], [[], ["a"], []]],
  ["another name", [a], [target("a", { name: "x" })], [[], [], ["a"]]],
  ["all at once", [a, b], [target("b", { group: "x" }), c], [["c"], ["a"], ["b"]]],
  ["a first list", [], [a], [["a"], [], []]],
];
for (const [name, before, after, [added, removed, changed]] of cases) {
  Deno.test(`targetChanges() of ${name}`, () => {
    const changes = targetChanges(before, after);
    assert.deepEqual(changes.added.map(({ id }) => id), added);
    assert.deepEqual(changes.removed.map(({ id }) => id), removed);
    assert.deepEqual(changes.changed.map(({ after }) => after.id), changed);
  });
}

Deno.test("changedFields() names what differs", () => {
  assert.deepEqual(changedFields(a, { ...a, warnMs: 5, group: "x" }), ["warnMs", "group"]);
  assert.deepEqual(changedFields(a, a), []);
});
