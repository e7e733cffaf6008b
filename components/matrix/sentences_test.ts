import assert from "node:assert/strict";
import { renderIn } from "@/components/words/language.ts";
import { sentences } from "./sentences.ts";
import { sampleView } from "./sample_view.ts";
import { visibleAxes } from "./visible_axes.ts";

const words = (rows: string[], targets: string[], limit = 9) =>
  sentences(sampleView(rows, targets), limit).map((s) => `${s.subject} ${s.rest} (${s.paths})`);

const cases: [name: string, rows: string[], targets: string[], expected: string[]][] = [
  ["says nothing when all is well", ["a: oo", "b: oo"], ["x", "y"], []],
  ["names a target nobody reaches", ["a: of", "b: of"], ["x", "y"], [
    "y is unreachable from all 2 agents (2)",
  ]],
  ["does not count silent agents against a target", ["a: of", "b: of", "c: nn"], ["x", "y"], [
    "y is unreachable from all 2 agents that report (2)",
    "c is connected and has not reported yet (2)",
  ]],
  ["does not blame a target for one agent", ["a: of", "b: oo"], ["x", "y"], [
    "a → y does not answer (1)",
  ]],
  ["names an agent that reaches nothing once", ["a: ff", "b: oo", "c: os"], ["x", "y"], [
    "a reaches none of its targets: most likely its own uplink (2)",
    "c → y is slow (1)",
  ]],
  ["sums up single paths by state", ["a: fo", "b: of", "c: ss"], ["x", "y"], [
    "a → x does not answer, and 1 other path like it (2)",
    "c → x is slow, and 1 other path like it (2)",
  ]],
  ["says once that nobody reports", ["a: nn", "b: nn", "c: nn"], ["x", "y"], [
    "No agent reports: see their health (6)",
  ]],
  ["names a site that loses", ["a: llo", "b: llo"], ["A/x", "A/y", "B/z"], [
    "A loses 8.3 % from most agents (4)",
  ]],
  ["names an agent that is slow everywhere", ["a: sssso", "b: ooooo"], ["v", "w", "x", "y", "z"], [
    "a is slow to most targets at once (4)",
  ]],
  ["names a target that loses everywhere", ["a: lo", "b: lo", "c: lo", "d: lo"], ["x", "y"], [
    "x loses 8.3 % from most agents (4)",
  ]],
  ["leaves three ill paths of an agent single", ["a: sssoo", "b: ooooo"], [
    "v",
    "w",
    "x",
    "y",
    "z",
  ], ["a → v is slow, and 2 other paths like it (3)"]],
];
for (const [name, rows, targets, expected] of cases) {
  Deno.test(`sentences() ${name}`, () => assert.deepEqual(words(rows, targets), expected));
}

Deno.test("sentences() names the block between two sites", () => {
  const view = sampleView(["a: oll", "b: oll", "c: ooo"], ["Tokyo/x", "Osaka/y", "Osaka/z"]);
  view.agents[0].group = view.agents[1].group = "Tokyo";
  const [found] = sentences(view, 9);
  assert.equal(`${found.subject} ${found.rest}`, "Tokyo to Osaka loses 8.3 %");
  const filter = new URL(found.href, "http://x").searchParams.get("filter")!;
  assert.deepEqual(visibleAxes(view, { filter, hidden: [] }), { rows: [0, 1], columns: [1, 2] });
});

Deno.test("sentences() know since when: an agent's last word, a target's last failure", () => {
  const view = sampleView(["a: of", "b: of", "c: nn"], ["x", "y"]);
  view.agents[2].connected = false;
  view.sinceS.set([5], 1);
  view.sinceS.set([7], 3);
  const [dead, silent] = sentences(view, 9);
  assert.equal(dead.sinceMs, 7_000);
  assert.equal(silent.rest, "lost contact: no data, which is not down");
  assert.equal(silent.sinceMs, 998_000);
});

Deno.test("sentences() link to what they speak of", () => {
  const found = sentences(sampleView(["a: off", "b: osf", "c: nnn"], ["x", "y", "z"]), 9);
  assert.deepEqual(found.map(({ href }) => href), [
    "/mesh/to/target_3",
    "/mesh/agent_3",
    "/mesh/agent_1/target_2",
    "/mesh/agent_2/target_2",
  ]);
});

Deno.test("sentences() keeps to its limit and takes an empty matrix", () => {
  assert.equal(words(["a: fo", "b: of", "c: ss"], ["x", "y"], 1).length, 1);
  assert.deepEqual(words([], ["x"]), []);
  assert.deepEqual(words(["a: "], []), []);
});

const japanese: [rows: string[], targets: string[], expected: string][] = [
  [["a: of", "b: of"], ["x", "y"], "y は全 2 エージェントから到達不能"],
  [["a: of", "b: of", "c: nn"], ["x", "y"], "y は報告中の全 2 エージェントから到達不能"],
  [["a: fo", "b: of", "c: ss"], ["x", "y"], "a → x は応答なし (同様の経路がほかに 1 件)"],
  [["a: oo", "b: oo", "c: os"], ["x", "y"], "c → y は遅延"],
  [
    ["a: n", "b: n", "c: n"],
    ["x"],
    "全エージェント から報告なし: 各エージェントの状態を確認してください",
  ],
  [["a: llo", "b: llo"], ["A/x", "A/y", "B/z"], "A は大半のエージェントからの経路で損失 8.3%"],
];
for (const [rows, targets, expected] of japanese) {
  Deno.test(`sentences() says in Japanese: ${expected}`, () => {
    renderIn("ja");
    try {
      const [{ subject, rest }] = sentences(sampleView(rows, targets), 1);
      assert.equal(`${subject} ${rest}`, expected);
    } finally {
      renderIn("en");
    }
  });
}
