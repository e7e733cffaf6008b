import assert from "node:assert/strict";
import { type AlertRule, ruleInputSchema } from "@/shared/alerts.ts";
import type { Cell } from "@/shared/live/matrix.ts";
import type { AlertView } from "../domain/alerts.ts";
import { AlertEngine, FLAP_CHANGES, FLAP_MS } from "./engine.ts";

const BEAT_MS = 5_000;

/** One letter a path: `o`k, `s`low, `f`ail, `-` no data, `l`: 20 % lost. */
const CELLS: Record<string, Cell> = {
  o: { state: "ok", rttUs: 1_000, lossPercent: 0, medianUs: 1_000 },
  s: { state: "slow", rttUs: 90_000, lossPercent: 0, medianUs: 80_000 },
  l: { state: "slow", rttUs: 1_000, lossPercent: 20, medianUs: 1_000 },
  f: { state: "fail", rttUs: null, lossPercent: 100, medianUs: null },
  "-": { state: "nodata", rttUs: null, lossPercent: 0, medianUs: null },
};

/** Rows of agents, such as `of f-`: two agents, two targets of the groups `g0` and `g1`. */
function viewOf(text: string): AlertView {
  const rows = text.replace("young ", "").split(" ").map((row) =>
    [...row].map((letter) => CELLS[letter])
  );
  return {
    agents: rows.map((_, n) => ({ id: `agent_${n}`, name: `a${n}` })),
    targets: rows[0].map((_, n) => {
      return { id: `target_${n}`, name: `t${n}`, address: `192.0.2.${n}`, group: `g${n}` };
    }),
    rows,
    young: text.startsWith("young "),
    percentilesUs: (agent) => rows[Number(agent.slice(6))].map(({ rttUs }) => rttUs ?? NaN),
  };
}

const rule = (input: object): AlertRule => ({
  id: 1,
  ...ruleInputSchema.parse({ name: "r", condition: { kind: "state", states: ["fail"] }, ...input }),
});

/** Told in each beat: `+t0` fired, `-t0` cleared, `~t0` flapping. */
function run(rules: AlertRule[], beats: string[], engine = new AlertEngine([])): string[] {
  engine.setRules(rules);
  const signs = { fired: "+", cleared: "-", flapping: "~", test: "?" };
  return beats.map((text, beat) => {
    const { messages } = engine.beat(viewOf(text), beat * BEAT_MS);
    return messages.flatMap(({ message: { kind, subjects } }) =>
      subjects.map(({ name }) => signs[kind] + name)
    ).join(" ");
  });
}

const once = { rounds: { bad: 1, of: 1 }, clear_rounds: 1 };
const cases: [what: string, rule: object, beats: string[], told: string[]][] = [
  ["fires at the third bad round of three, by default", {}, ["f", "f", "f", "f"], [
    "",
    "",
    "+t0",
    "",
  ]],
  ["does not fire when one of three is good", {}, ["f", "f", "o", "f", "f"], ["", "", "", "", ""]],
  [
    "fires when 2 of the last 4 are bad",
    { rounds: { bad: 2, of: 4 } },
    ["f", "o", "o", "f"],
    ["", "", "", "+t0"],
  ],
  [
    "forgets a bad round that is too long ago",
    { rounds: { bad: 2, of: 3 } },
    ["f", "o", "o", "f"],
    ["", "", "", ""],
  ],
  ["clears after three good rounds in a row", { ...once, clear_rounds: 3 }, [
    "f",
    "o",
    "o",
    "f",
    "o",
    "o",
    "o",
  ], ["+t0", "", "", "", "", "", "-t0"]],
  ["waits for 2 of 3 agents", { ...once, agents: 2 }, ["f o o", "f f o", "o f o"], [
    "",
    "+t0",
    "-t0",
  ]],
  ["counts agents of the same target only", { ...once, agents: 2 }, ["fo of"], [""]],
  ["has an alert for each target", once, ["ff", "of", "oo"], ["+t0 +t1", "-t0", "-t1"]],
  ["takes a group's targets only", { ...once, scope: { kind: "group", group: "g1" } }, ["ff"], [
    "+t1",
  ]],
  ["takes one target only", { ...once, scope: { kind: "target", target: "target_0" } }, ["ff"], [
    "+t0",
  ]],
  ["has one alert for a group", { ...once, per: "group" }, ["ff", "of", "oo"], [
    "+g0 +g1",
    "-g0",
    "-g1",
  ]],
  ["does not take silence for a failure", once, ["-", "-"], ["", ""]],
  ["does not take silence for health", once, ["f", "-", "-", "o"], ["+t0", "", "", "-t0"]],
  ["fires on no data", { ...once, condition: { kind: "nodata" } }, ["o -", "o o"], ["+t0", "-t0"]],
  ["says nothing of silence just after a start", { ...once, condition: { kind: "nodata" } }, [
    "young -",
    "-",
  ], ["", "+t0"]],
  ["fires on loss at the limit", { ...once, condition: { kind: "loss", percent: 20 } }, [
    "o",
    "s",
    "l",
    "o",
  ], ["", "", "+t0", "-t0"]],
  ["fires on loss over the limit only", { ...once, condition: { kind: "loss", percent: 20.1 } }, [
    "l",
    "f",
  ], ["", "+t0"]],
  [
    "fires on a percentile over the limit",
    { ...once, condition: { kind: "rtt", percentile: 95, ms: 89 } },
    ["o", "s", "f", "o"],
    ["", "+t0", "-t0", ""],
  ],
  [
    "fires on a median over the limit",
    { ...once, condition: { kind: "rtt", percentile: 50, ms: 80 } },
    ["s"],
    [""],
  ],
  ["does nothing while it is off", { ...once, enabled: false }, ["f"], [""]],
];
for (const [what, input, beats, told] of cases) {
  Deno.test(`AlertEngine.beat() ${what}`, () => assert.deepEqual(run([rule(input)], beats), told));
}

Deno.test("AlertEngine.beat() takes 32 of 32 rounds", () => {
  const beats = Array(32).fill("f");
  const told = run([rule({ rounds: { bad: 32, of: 32 } })], beats);
  assert.deepEqual(told, [...Array(31).fill(""), "+t0"]);
});

Deno.test("AlertEngine goes on where it was before a restart, and says nothing twice", () => {
  const slow = rule({ rounds: { bad: 3, of: 3 }, clear_rounds: 1 });
  const before = new AlertEngine([]);
  assert.deepEqual(run([slow], ["f", "f", "f"], before), ["", "", "+t0"]);
  const stored = JSON.parse(JSON.stringify(before.firing()));
  const bad = run([slow], ["f", "f", "f", "f"], new AlertEngine(structuredClone(stored)));
  assert.deepEqual(bad, ["", "", "", ""], "it is still firing, and everybody knows");
  const good = run([slow], ["o", "o", "o"], new AlertEngine(stored));
  assert.deepEqual(good, ["", "", "-t0"], "it clears when enough rounds were seen");
});

Deno.test("AlertEngine holds the word back in a maintenance window, and tells after it", () => {
  const engine = new AlertEngine([]);
  engine.setRules([rule(once)]);
  const iso = (ms: number) => new Date(ms).toISOString();
  engine.setWindows([{
    id: 1,
    name: "w",
    from: iso(0),
    to: iso(10_000),
    repeat: "none",
    scope: { kind: "group", group: "g0" },
  }]);
  const first = engine.beat(viewOf("ff"), 0);
  assert.deepEqual(first.messages[0].message.subjects.map(({ name }) => name), ["t1"]);
  assert.deepEqual(first.events.map(({ name, told }) => [name, told]), [["t0", false], [
    "t1",
    true,
  ]]);
  assert.equal(engine.beat(viewOf("ff"), 5_000).messages.length, 0);
  const after = engine.beat(viewOf("ff"), 10_000);
  assert.deepEqual(after.messages[0].message.subjects.map(({ name }) => name), ["t0"]);

  const quiet = new AlertEngine([]);
  quiet.setRules([rule(once)]);
  quiet.setWindows([{
    id: 1,
    name: "w",
    from: iso(0),
    to: iso(10_000),
    repeat: "none",
    scope: { kind: "all" },
  }]);
  const told = [["f", 0], ["o", 5_000], ["o", 10_000]].map(([text, ms]) =>
    quiet.beat(viewOf(String(text)), Number(ms)).messages.length
  );
  assert.deepEqual(told, [0, 0, 0], "what began and ended in the window is in the history only");
});

Deno.test("AlertEngine tells of flapping once, and again when it has been quiet", () => {
  const engine = new AlertEngine([]);
  const told = run([rule(once)], [..."fofofofo"], engine);
  assert.deepEqual(told.filter((words) => words !== ""), ["+t0", "-t0", "+t0", "-t0", "~t0"]);
  assert.equal(told.indexOf("~t0"), FLAP_CHANGES - 1);
  const quietFrom = 8 * BEAT_MS;
  const kinds: string[] = [];
  for (let ms = quietFrom; ms <= quietFrom + FLAP_MS + BEAT_MS; ms += BEAT_MS) {
    const outcome = engine.beat(viewOf("f"), ms);
    kinds.push(...outcome.messages.map(({ message }) => message.kind));
    kinds.push(...outcome.events.filter(({ kind }) => kind === "settled").map(({ kind }) => kind));
  }
  assert.deepEqual(kinds, ["fired", "settled"], "it fires still, and now that is said");
});

Deno.test("AlertEngine clears what fires when its target or its rule is gone", () => {
  const engine = new AlertEngine([]);
  assert.deepEqual(run([rule(once)], ["of", "o"], engine), ["+t1", "-t1"]);
  const second = new AlertEngine([]);
  run([rule(once)], ["f"], second);
  second.setRules([]);
  const { events, forgotten } = second.beat(viewOf("f"), BEAT_MS);
  assert.deepEqual(events.map(({ kind, detail }) => [kind, detail]), [
    ["cleared", "its rule or its target is gone"],
  ]);
  assert.deepEqual(forgotten, [{ ruleId: 1, subject: "target:target_0" }]);
  assert.deepEqual(second.firing(), []);
});

Deno.test("AlertEngine puts many subjects in one message, and names twenty of them", () => {
  const engine = new AlertEngine([]);
  engine.setRules([rule(once)]);
  const { messages } = engine.beat(viewOf("f".repeat(50)), 0);
  assert.equal(messages.length, 1);
  assert.equal(messages[0].message.subjects.length, 20);
  assert.equal(messages[0].message.count, 50);
});
