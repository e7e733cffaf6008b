import assert from "node:assert/strict";
import type { Target } from "@/shared/target.ts";
import { checkList } from "./list_bounds.ts";

const target = (n: number, part: Partial<Target> = {}): Target => ({
  id: `target_${n}`,
  address: "127.0.0.1",
  name: "",
  kind: "icmp",
  intervalMs: 5_000,
  warnMs: 200,
  group: "",
  ...part,
});
const many = (count: number, part: Partial<Target> = {}) =>
  Array.from({ length: count }, (_, n) => target(n, part));

for (const count of [0, 1, 20_000]) {
  Deno.test(`checkList() takes ${count} targets`, () => {
    checkList({ revision: 1, targets: many(count) });
  });
}

const bad: [string, Target[], RegExp][] = [
  ["a target twice", [target(1), target(2), target(1)], /target_1 is twice/],
  ["100,000 targets", many(100_000), /at most 20000 targets, not 100000/],
  ["more HTTP than it sends", many(501, { kind: "http" }), /101 probes a second/],
];
for (const [name, targets, message] of bad) {
  Deno.test(`checkList() refuses ${name}`, () => {
    assert.throws(
      () => checkList({ revision: 1, targets }),
      (e) => e instanceof RangeError && message.test(e.message),
    );
  });
}
