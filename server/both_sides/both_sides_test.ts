import assert from "node:assert/strict";
import type { Point } from "@/shared/point.ts";
import { FURTHER_SENDERS } from "../domain/both_sides.ts";
import { BothSides } from "./both_sides.ts";

const T = 1_795_000_000_000;
const target = { id: "target_1", address: "192.0.2.9" };

function bothSides(points: Point[], sightings: { sender: string; atMs: number }[]) {
  const asked: number[][] = [];
  const service = new BothSides({
    results: {
      path: (_agent, _target, fromMs, toMs) => {
        asked.push([fromMs, toMs]);
        return Promise.resolve(points);
      },
    },
    store: { sightings: () => Promise.resolve(sightings) },
  });
  return { service, asked };
}

const points = [0, 1, 2].map((n): Point => ({ atMs: T + n * 5_000, rttUs: n === 1 ? null : 500 }));
const of = (sender: string, ...rounds: number[]) =>
  rounds.map((n) => ({ sender, atMs: T + n * 5_000 + 300 }));
const inOrder = <V extends { atMs: number }>(all: V[]) => all.sort((a, b) => a.atMs - b.atMs);

const table: [name: string, sightings: { sender: string; atMs: number }[], fate: string][] = [
  ["a router on the way", of("192.0.2.1", 0, 1, 2), "back"],
  [
    "the target's own log before a router's",
    inOrder([...of("192.0.2.1", 0, 1, 2), ...of(target.address, 0, 2)]),
    "there",
  ],
  ["nobody", [], "unknown"],
];
for (const [name, sightings, fate] of table) {
  Deno.test(`BothSides.rounds() believes ${name}`, async () => {
    const { service } = bothSides(points, sightings);
    const { rounds } = await service.rounds("agent_1", target, T, T + 15_000);
    assert.deepEqual(rounds.map((round) => round.fate), ["answered", fate, "answered"]);
  });
}

Deno.test("BothSides.rounds() counts what further senders logged, and believes none of it", async () => {
  const { service } = bothSides(points, of(FURTHER_SENDERS, 0, 1, 2));
  const { witnesses, further, rounds } = await service.rounds("agent_1", target, T, T + 15_000);
  assert.deepEqual([witnesses, further], [[], 3]);
  assert.deepEqual(rounds.map(({ fate, seen }) => [fate, seen]), [
    ["answered", false],
    ["unknown", false],
    ["answered", false],
  ]);
});

Deno.test("BothSides.rounds() takes everybody's log where the target's address is not known", async () => {
  const { service } = bothSides(points, of("192.0.2.1", 0, 1, 2));
  const nameless = { ...target, address: null };
  const { witnesses } = await service.rounds("agent_1", nameless, T, T + 15_000);
  assert.deepEqual(witnesses, [{ sender: "192.0.2.1", count: 3, farEnd: true }]);
});

Deno.test("BothSides.rounds() looks a minute further, and answers for the range only", async () => {
  const { service, asked } = bothSides(points, of("192.0.2.1", 0, 2));
  const { rounds, witnesses } = await service.rounds("agent_1", target, T + 5_000, T + 10_000);
  assert.deepEqual(rounds, [{ atMs: T + 5_000, fate: "there", seen: false }]);
  assert.deepEqual(witnesses, [{ sender: "192.0.2.1", count: 2, farEnd: true }]);
  assert.deepEqual(asked, [[T - 55_000, T + 70_000]]);
});
