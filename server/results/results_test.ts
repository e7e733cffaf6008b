import assert from "node:assert/strict";
import type { Agent } from "@/shared/agent.ts";
import type { TargetList } from "@/shared/target.ts";
import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { encodeNotes } from "@/shared/wire/round_notes.ts";
import { openStore } from "../store/store.ts";
import { Results } from "./results.ts";

const START_MS = 1_795_000_000_000;
const target = (n: number) => ({
  id: `target_${n}`,
  address: `192.0.2.${n}`,
  name: `t${n}`,
  kind: "icmp" as const,
  intervalMs: 5_000,
  warnMs: 1,
  group: "",
});
const agent = (number: number, status: Agent["status"] = "approved") =>
  ({
    id: `agent_${number}`,
    name: `a${number}`,
    group: "",
    status,
    connected: true,
    lastRoundAtMs: null,
  }) as Agent;
const frame = (round: number, startedAtMs: number, ...results: number[]): RoundFrame => ({
  session: 1,
  round,
  revision: 1,
  startedAtMs,
  flags: 0,
  results: new Uint32Array(results),
  notes: new Uint8Array(),
});

async function withResults(
  work: (t: {
    results: Results;
    reopen: () => Promise<Results>;
    pass: (ms: number) => void;
    list: TargetList;
    compact: (beforeMs: number) => Promise<number>;
  }) => Promise<void>,
) {
  const store = openStore(":memory:");
  await store.targets.saveList([1, 2].map((n) => ({ ...target(n), id: null })), "ada", START_MS);
  let nowMs = START_MS;
  const list = { revision: 1, targets: [target(1), target(2)] };
  const options = {
    store: store.rounds,
    targets: {
      current: () => list,
      targetIdsOf: (revision: number) =>
        Promise.resolve(revision === 1 ? ["target_1", "target_2"] : null),
    },
    agents: { list: () => [agent(1), agent(2, "pending")] },
    now: () => nowMs,
  };
  const reopen = () => Results.open(options);
  try {
    await work({
      results: await reopen(),
      reopen,
      pass: (ms) => nowMs += ms,
      list,
      compact: (beforeMs) => store.rounds.compact(beforeMs, 10),
    });
  } finally {
    store.close();
  }
}

Deno.test("Results.matrix() shows the newest result and the last minute of approved agents", () =>
  withResults(async ({ results, pass }) => {
    assert.deepEqual(results.matrix().cells.map((c) => c.state), ["nodata", "nodata"]);
    await results.keepRound(1, frame(1, START_MS, 500, RESULT_CODES.timeout));
    pass(5_000);
    await results.keepRound(1, frame(2, START_MS + 5_000, 1_500, RESULT_CODES.timeout));
    const { agents, cells } = results.matrix();
    assert.deepEqual(agents.map((a) => a.id), ["agent_1"]);
    assert.deepEqual(cells, [
      { state: "slow", rttUs: 1_500, lossPercent: 0, medianUs: 1_500, sinceMs: START_MS + 5_000 },
      { state: "fail", rttUs: null, lossPercent: 100, medianUs: null },
    ]);
  }));

Deno.test("Results.matrixRows() makes a row again only when something came", () =>
  withResults(async ({ results, pass }) => {
    await results.keepRound(1, frame(1, START_MS, 500, 500));
    const { rows: [first], targets } = results.matrixRows();
    pass(1_000);
    assert.equal(results.matrixRows().rows[0], first);
    assert.equal(results.matrixRows().targets, targets);
    await results.keepRound(1, frame(2, START_MS + 5_000, 500, 500));
    assert.notEqual(results.matrixRows().rows[0], first);
  }));

Deno.test("Results.matrix() has no data of an agent that fell silent: silence is not loss", () =>
  withResults(async ({ results, pass }) => {
    await results.keepRound(1, frame(1, START_MS, 500, 500));
    pass(11_000);
    assert.deepEqual(results.matrix().cells.map((c) => c.state), ["ok", "ok"]);
    pass(1_000);
    assert.deepEqual(results.matrix().cells.map((c) => c.state), ["nodata", "nodata"]);
    await results.keepRound(1, frame(2, START_MS + 12_000, 500, 500));
    assert.deepEqual(results.matrix().cells.map((c) => c.state), ["ok", "ok"]);
  }));

Deno.test("Results.path() answers the same from memory, from the store and after a restart", () =>
  withResults(async ({ results, reopen, pass }) => {
    for (let n = 1; n <= 3; n++) {
      await results.keepRound(1, frame(n, START_MS + 5_000 * n, 100 + n, RESULT_CODES.timeout));
    }
    const expected = [1, 2, 3].map((n) => ({ atMs: START_MS + 5_000 * n, rttUs: 100 + n }));
    const end = START_MS + 20_000;
    assert.deepEqual(await results.path("agent_1", "target_1", START_MS, end), expected);
    assert.deepEqual(await (await reopen()).path("agent_1", "target_1", START_MS, end), expected);
    pass(2 * 3_600_000);
    assert.deepEqual(await results.path("agent_1", "target_1", START_MS, end), expected);
    const lost = await results.path("agent_1", "target_2", START_MS, end);
    assert.deepEqual(lost.map((p) => p.rttUs), [null, null, null]);
    assert.deepEqual(await results.path("agent_1", "target_9", START_MS, end), []);
    assert.deepEqual(await results.path("agent_x", "target_1", START_MS, end), []);
    assert.deepEqual(
      await results.path("agent_1", "target_1", START_MS + 10_000, START_MS + 15_000),
      [expected[1]],
      "from is in, to is out",
    );
  }));

Deno.test("Results.steps() counts the same in memory, in the journal and packed; gaps have no data", () =>
  withResults(async ({ results, pass, compact }) => {
    const fromMs = START_MS - START_MS % 60_000;
    await results.keepRound(1, frame(1, START_MS, 100, RESULT_CODES.timeout));
    await results.keepRound(1, frame(2, START_MS + 5_000, 200, RESULT_CODES.notProbed));
    await results.keepRound(1, frame(3, START_MS + 120_000, 300, 50));
    pass(180_000);
    const one = () => results.steps("agent_1", "target_1", fromMs, fromMs + 180_000, 60_000);
    const two = () => results.steps("agent_1", "target_2", fromMs, fromMs + 180_000, 60_000);
    const ten = () => results.steps("agent_1", "target_1", fromMs, fromMs + 180_000, 10_000);
    const expected = [await one(), await two()];
    const tens = await ten();
    assert.equal(tens.length, 18);
    assert.deepEqual(expected[0].map((s) => [s.atMs - fromMs, s.sent, s.lost, s.minUs, s.meanUs]), [
      [0, 2, 0, 100, 150],
      [60_000, 0, 0, null, null],
      [120_000, 1, 0, 300, 300],
    ]);
    assert.deepEqual(expected[1].map((s) => [s.sent, s.lost]), [[1, 1], [0, 0], [1, 0]]);
    pass(2 * 3_600_000);
    assert.deepEqual([await one(), await two(), await ten()], [...expected, tens], "journal");
    assert.equal(await compact(START_MS + 2 * 3_600_000), 1);
    assert.deepEqual([await one(), await two(), await ten()], [...expected, tens], "packed");
    const day = 86_400_000;
    const [whole] = await results.steps("agent_1", "target_1", fromMs, fromMs + 1, day);
    assert.deepEqual([whole.sent, whole.p50Us, whole.maxUs], [3, 200.5, 300]);
    await assert.rejects(
      results.steps("agent_1", "target_1", 0, START_MS, 60_000),
      /too many: give a longer step/,
    );
  }));

Deno.test("Results.path(), annotated() and steps() of the last hour do not ask the store", async () => {
  const asked: string[] = [];
  const refuse = (what: string) => () => Promise.reject(new Error(asked.push(what) + what));
  const results = await Results.open({
    store: {
      addRound: () => Promise.resolve(true),
      rounds: () => Promise.resolve([]),
      pathResults: refuse("pathResults"),
      pathRemarks: refuse("pathRemarks"),
      rollups: refuse("rollups"),
      compact: refuse("compact"),
      removeRoundsBefore: refuse("removeRoundsBefore"),
      removeRollupsBefore: refuse("removeRollupsBefore"),
    },
    targets: {
      current: () => ({ revision: 1, targets: [target(1)] }),
      targetIdsOf: () => Promise.resolve(["target_1"]),
    },
    agents: { list: () => [agent(1)] },
    now: () => START_MS + 3_600_000,
  });
  await results.keepRound(1, frame(1, START_MS, 100));
  const end = START_MS + 60_000;
  assert.equal((await results.path("agent_1", "target_1", START_MS, end)).length, 1);
  const { notes } = await results.annotated("agent_1", "target_1", START_MS, end);
  assert.deepEqual(notes, { sinceMs: START_MS, runs: [] });
  const none = await results.path("agent_2", "target_1", START_MS, end);
  assert.deepEqual(none, [], "an agent that was never heard of");
  const steps = await results.steps("agent_1", "target_1", START_MS + 60_000, end + 60_000, 60_000);
  assert.ok(steps.every(({ sent }) => sent === 0));
  assert.deepEqual(asked, []);
  await assert.rejects(results.path("agent_1", "target_1", START_MS - 1, end), /pathResults/);
});

Deno.test("Results.keepRound() stores a round that comes twice once", () =>
  withResults(async ({ results }) => {
    const once = frame(1, START_MS, 100, 100);
    await results.keepRound(1, once);
    await results.keepRound(1, once);
    assert.equal((await results.path("agent_1", "target_1", START_MS, START_MS + 1)).length, 1);
  }));

const bad: [string, RoundFrame, RegExp][] = [
  [
    "a revision that never was",
    { ...frame(1, START_MS, 1, 2), revision: 9 },
    /no target list of revision 9/,
  ],
  ["results that do not fit the list", frame(1, START_MS, 1), /has 2 targets, the round 1/],
  ["a round from next week", frame(1, START_MS + 7 * 86_400_000, 1, 2), /in the future/],
];
for (const [name, round, message] of bad) {
  Deno.test(`Results.keepRound() refuses ${name}`, () =>
    withResults(async ({ results }) => {
      await assert.rejects(
        results.keepRound(1, round),
        (e) => e instanceof RangeError && message.test(e.message),
      );
    }));
}

Deno.test("Results.annotated() says the same from memory, after a restart, and out of packed hours", () =>
  withResults(async ({ results, reopen, pass, compact }) => {
    const http = (n: number) =>
      ({
        index: 0,
        kind: "http",
        status: 200 + n,
        ttfbUs: 400,
        certificateEndS: 1_800_000_000,
      }) as const;
    const from = Uint8Array.of(192, 0, 2, 9);
    for (let n = 0; n < 4; n++) {
      await results.keepRound(1, {
        ...frame(n + 1, START_MS + n * 5_000, 500, n < 2 ? 700 : RESULT_CODES.unreachable),
        flags: n === 3 ? 1 : 0,
        notes: encodeNotes([
          http(n === 3 ? 1 : 0),
          ...(n < 2 ? [] : [{ index: 1, kind: "icmp-error" as const, type: 3, code: 1, from }]),
        ], 1_000).bytes,
      });
      pass(5_000);
    }
    const read = async (all: Results) => [
      await all.annotated("agent_1", "target_1", START_MS, START_MS + 60_000),
      await all.annotated("agent_1", "target_2", START_MS, START_MS + 60_000),
      await all.notes("agent_1", "target_2", START_MS - 1_000, START_MS + 60_000),
    ];
    const inMemory = await read(results);
    const [one, two] = inMemory as Awaited<ReturnType<Results["annotated"]>>[];
    assert.deepEqual(one.points.at(-1), {
      atMs: START_MS + 15_000,
      rttUs: 500,
      starved: true,
      http: { status: 201, ttfbUs: 400 },
    });
    assert.deepEqual(two.points.at(-2), {
      atMs: START_MS + 10_000,
      rttUs: null,
      lost: "unreachable",
    });
    assert.deepEqual(two.notes.runs.map(({ count, note }) => [count, note]), [
      [2, { kind: "icmpError", type: 3, code: 1, from: "192.0.2.9" }],
      [1, { kind: "starved" }],
    ]);
    assert.deepEqual(await read(await reopen()), inMemory);
    pass(7_200_000);
    assert.deepEqual(await read(results), inMemory, "from the journal");
    assert.equal(await compact(START_MS + 7_200_000), 1);
    assert.deepEqual(await read(results), inMemory, "out of a packed hour");
    const none = await results.annotated("agent_9", "target_1", 0, 1);
    assert.deepEqual(none, { points: [], notes: { sinceMs: 0, runs: [] } });
  }));

Deno.test("Results.matrix() knows six probes of a target with an interval of an hour", () =>
  withResults(async ({ results, reopen, pass, list }) => {
    list.targets = [target(1), { ...target(2), intervalMs: 3_600_000 }];
    // Hour by hour an answer, then two losses in a row.
    for (let n = 0; n < 8; n++) {
      const result = n < 6 ? 500 : RESULT_CODES.timeout;
      await results.keepRound(1, frame(2 * n + 1, START_MS + n * 3_600_000, 500, result));
      pass(1_800_000);
      await results.keepRound(
        1,
        frame(2 * n + 2, START_MS + (n + 0.5) * 3_600_000, 500, RESULT_CODES.notProbed),
      );
      pass(1_800_000);
    }
    const nowMs = START_MS + 8 * 3_600_000;
    await results.keepRound(1, frame(17, nowMs, 500, RESULT_CODES.notProbed));
    const [, cell] = results.matrix().cells;
    assert.deepEqual(cell, {
      state: "fail",
      rttUs: null,
      lossPercent: 40,
      medianUs: 500,
      sinceMs: START_MS + 7 * 3_600_000,
    });
    const reopened = await reopen();
    await reopened.keepRound(1, frame(18, nowMs + 5_000, 500, RESULT_CODES.notProbed));
    assert.deepEqual(reopened.matrix().cells[1], cell, "after a restart, too");
    list.targets = [target(1), { ...target(2), intervalMs: 1_800_000 }];
    results.forgetOld();
    assert.equal(results.matrix().cells[1].state, "fail", "what is known goes over to a new list");
  }));

Deno.test("Results.annotated() reads the store where notes of the hour are too many for memory", () =>
  withResults(async ({ results, pass }) => {
    const many = Array.from(
      { length: 20_000 },
      () => ({ index: 1, kind: "late", rttUs: 9 }) as const,
    );
    for (let n = 0; n < 8; n++) {
      const { bytes } = encodeNotes(
        [{ index: 0, kind: "duplicates", count: 1 }, ...many],
        512 * 1024,
      );
      const round = frame(n + 1, START_MS + n * 5_000, 500, 500);
      await results.keepRound(1, { ...round, notes: bytes });
      pass(5_000);
    }
    const { notes } = await results.annotated("agent_1", "target_1", START_MS, START_MS + 60_000);
    assert.deepEqual(notes, {
      sinceMs: START_MS,
      runs: [{
        fromMs: START_MS,
        toMs: START_MS + 35_000,
        count: 8,
        note: { kind: "duplicates", answers: 8 },
      }],
    });
  }));
