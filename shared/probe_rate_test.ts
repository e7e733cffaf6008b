import assert from "node:assert/strict";
import { rateProblem } from "./probe_rate.ts";
import { MAX_TARGETS, type TargetKind } from "./target.ts";

const targets = (count: number, kind: TargetKind, intervalMs: number) =>
  Array.from({ length: count }, () => ({ kind, intervalMs }));

const good: [number, TargetKind, number][] = [
  [0, "icmp", 5_000],
  [MAX_TARGETS, "icmp", 5_000],
  [2_000, "tcp", 5_000],
  [500, "http", 5_000],
  [6_000, "http", 60_000],
];
for (const [count, kind, intervalMs] of good) {
  Deno.test(`rateProblem() has nothing against ${count} ${kind} at ${intervalMs} ms`, () => {
    assert.equal(rateProblem(targets(count, kind, intervalMs)), null);
  });
}

const bad: [number, TargetKind, number, RegExp][] = [
  [2_001, "tcp", 5_000, /tcp targets ask for 401 probes a second, and an agent sends 400/],
  [501, "http", 5_000, /http targets ask for 101 .* sends 100: give them a longer interval/],
];
for (const [count, kind, intervalMs, message] of bad) {
  Deno.test(`rateProblem() refuses ${count} ${kind} at ${intervalMs} ms`, () => {
    const mixed = [...targets(10, "icmp", 5_000), ...targets(count, kind, intervalMs)];
    assert.match(rateProblem(mixed) ?? "accepted", message);
  });
}
