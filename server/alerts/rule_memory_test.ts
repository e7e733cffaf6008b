import assert from "node:assert/strict";
import { ruleInputSchema } from "@/shared/alerts.ts";
import type { Cell } from "@/shared/live/matrix.ts";
import type { AlertView } from "../domain/alerts.ts";
import { RuleMemory } from "./rule_memory.ts";

const good: Cell = { state: "ok", rttUs: 1_000, lossPercent: 0, medianUs: 1_000 };
const bad: Cell = { state: "fail", rttUs: null, lossPercent: 100, medianUs: null };

/** Agents by targets; `isBad` says which paths fail. */
function viewOf(agents: number, ids: number[], isBad: (agent: number, id: number) => boolean) {
  return {
    agents: Array.from({ length: agents }, (_, n) => ({ id: `agent_${n}`, name: `a${n}` })),
    targets: ids.map((n) => {
      return { id: `target_${n}`, name: `t${n}`, address: `192.0.2.${n}`, group: "g" };
    }),
    rows: Array.from({ length: agents }, (_, n) => ids.map((id) => isBad(n, id) ? bad : good)),
    young: false,
    percentilesUs: () => [],
  } satisfies AlertView;
}

const newMemory = (input: object = {}) => {
  const condition = { kind: "state", states: ["fail"] };
  return new RuleMemory({ id: 1, ...ruleInputSchema.parse({ name: "r", condition, ...input }) });
};
const badOf = (memory: RuleMemory, view: AlertView) =>
  memory.judge(view).filter((verdict) => verdict.bad).map((verdict) => verdict.subject);

Deno.test("RuleMemory.judge() keeps nothing of agents that see nothing bad, 4 bytes of a path else", () => {
  const memory = newMemory(), ids = Array.from({ length: 100 }, (_, n) => n);
  memory.judge(viewOf(200, ids, () => false));
  assert.equal(memory.byteLength, 0);
  memory.judge(viewOf(200, ids, (agent, id) => agent === 3 && id === 7));
  assert.equal(memory.byteLength, 400);
  for (let beat = 0; beat < 3; beat++) memory.judge(viewOf(200, ids, () => false));
  assert.equal(memory.byteLength, 0, "three rounds later that is forgotten");
});

Deno.test("RuleMemory.judge() knows the rounds of targets that stay when the list changes", () => {
  const memory = newMemory(), isBad = (_agent: number, id: number) => id === 2 || id === 9;
  badOf(memory, viewOf(2, [1, 2, 3], isBad));
  badOf(memory, viewOf(2, [3, 2, 9], isBad));
  assert.deepEqual(badOf(memory, viewOf(2, [9, 2], isBad)), ["target:target_2"]);
  assert.deepEqual(badOf(memory, viewOf(2, [9, 2], isBad)), ["target:target_9", "target:target_2"]);
});

Deno.test("RuleMemory.judge() forgets an agent that is gone, and begins anew when it is back", () => {
  const memory = newMemory(), all = () => true;
  for (let beat = 0; beat < 2; beat++) assert.deepEqual(badOf(memory, viewOf(2, [1], all)), []);
  memory.judge(viewOf(0, [1], all));
  assert.equal(memory.byteLength, 0);
  assert.deepEqual(badOf(memory, viewOf(2, [1], all)), []);
});

Deno.test("RuleMemory.judge() names at most 20 paths of a subject, target by target, and counts all", () => {
  const memory = newMemory({ per: "group", rounds: { bad: 1, of: 1 } });
  const [{ paths, badPaths }] = memory.judge(viewOf(15, [1, 2, 3], (_agent, id) => id !== 2));
  assert.equal(badPaths, 30);
  assert.deepEqual(
    paths.map(({ agent, target }) => `${agent} ${target}`),
    [
      ...Array.from({ length: 15 }, (_, n) => `a${n} t1`),
      ...Array.from({ length: 5 }, (_, n) => `a${n} t3`),
    ],
  );
});
