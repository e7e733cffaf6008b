import assert from "node:assert/strict";
import type { Target } from "@/shared/target.ts";
import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { decodeNotes } from "@/shared/wire/round_notes.ts";
import type { ProbeOutcome } from "./prober.ts";
import { Scheduler } from "./scheduler.ts";
import { FakeTime } from "./testing/fake_time.ts";

const START_MS = 1_795_000_000_000;
const target = (n: number, intervalMs = 5_000): Target => ({
  id: `target_${n}`,
  address: "127.0.0.1",
  name: "",
  kind: "icmp",
  intervalMs,
  warnMs: 200,
  group: "",
});
const list = (revision: number, count: number, intervalMs?: number) => ({
  revision,
  targets: Array.from({ length: count }, (_, n) => target(n + 1, intervalMs)),
});

interface Bench {
  scheduler: Scheduler;
  time: FakeTime;
  rounds: RoundFrame[];
  probed: string[];
  errors: unknown[];
  /** What the wall clock shows more than the monotonic one, in ms. */
  clock: { aheadMs: number };
}

async function withScheduler(
  work: (bench: Bench) => Promise<void>,
  probe: (target: Target, count: number) => Promise<ProbeOutcome> = (_, count) =>
    Promise.resolve({ result: 100 + count }),
) {
  using time = new FakeTime(0);
  const rounds: RoundFrame[] = [];
  const probed: string[] = [];
  const errors: unknown[] = [];
  const clock = { aheadMs: START_MS };
  const scheduler = new Scheduler({
    session: 9,
    prober: {
      probe: (t) => {
        probed.push(t.id);
        return probe(t, probed.length);
      },
    },
    now: () => time.now + clock.aheadMs,
    monotonicMs: () => time.now,
    onRound: (frame) => rounds.push(frame),
    onError: (error) => errors.push(error),
  });
  await work({ scheduler, time, rounds, probed, errors, clock });
  scheduler.stop();
}

Deno.test("Scheduler probes every target once each interval", () =>
  withScheduler(async ({ scheduler, time, rounds, probed }) => {
    scheduler.use(list(3, 4));
    await time.pass(4_999);
    assert.equal(rounds.length, 1);
    assert.deepEqual(probed.toSorted(), ["target_1", "target_2", "target_3", "target_4"]);
    await time.pass(5_000);
    assert.deepEqual(
      rounds.map((r) => [r.session, r.round, r.revision, r.startedAtMs - START_MS, r.flags]),
      [[9, 1, 3, 0, 0], [9, 2, 3, 5_000, 0]],
    );
    assert.ok([...rounds[0].results].every((r) => r > 100 && r < 110));
  }));

Deno.test("Scheduler probes a target with a long interval in some rounds only", () =>
  withScheduler(async ({ scheduler, time, rounds, probed }) => {
    scheduler.use({ revision: 1, targets: [target(1), target(2, 15_000), target(3, 3_600_000)] });
    await time.pass(3_600_000);
    assert.equal(rounds.length, 720, "a round comes each 5 s, whatever is due");
    const count = (id: string) => probed.filter((other) => other === id).length;
    assert.deepEqual([1, 2, 3].map((n) => count(`target_${n}`)), [720, 240, 1]);
    const wasProbed = rounds.map((r) => r.results[1] !== RESULT_CODES.notProbed);
    const first = wasProbed.indexOf(true);
    assert.ok(wasProbed.every((was, n) => was === (n % 3 === first)), "every third round");
  }));

Deno.test("Scheduler goes over to a new list with the next round", () =>
  withScheduler(async ({ scheduler, time, rounds }) => {
    scheduler.use(list(1, 2));
    await time.pass(10);
    scheduler.use(list(2, 5));
    await time.pass(9_900);
    assert.deepEqual(rounds.map((r) => [r.revision, r.results.length]), [[1, 2], [2, 5]]);
  }));

Deno.test("Scheduler.stop() ends probing at once, and use() starts it again", () =>
  withScheduler(async ({ scheduler, time, rounds, probed }) => {
    scheduler.use(list(1, 3));
    scheduler.stop();
    await time.pass(20_000);
    assert.equal(rounds.length, 0);
    const before = probed.length;
    scheduler.use(list(1, 3));
    await time.pass(4_000);
    assert.deepEqual([rounds.length, probed.length], [1, before + 3]);
  }));

Deno.test("Scheduler gives a round of an empty list: the agent lives", () =>
  withScheduler(async ({ scheduler, time, rounds }) => {
    scheduler.use(list(1, 0));
    await time.pass(9_999);
    assert.deepEqual(rounds.map((r) => [r.round, r.results.length]), [[1, 0], [2, 0]]);
  }));

Deno.test("Scheduler walks through 20,000 targets in one round", () =>
  withScheduler(async ({ scheduler, time, rounds }) => {
    scheduler.use(list(1, 20_000));
    await time.pass(4_000);
    assert.equal(rounds.length, 1);
    assert.ok(rounds[0].results.every((result) => result < RESULT_CODES.notProbed));
    assert.equal(rounds[0].flags, 0);
  }));

Deno.test("Scheduler puts notes with their results", () =>
  withScheduler(
    async ({ scheduler, time, rounds }) => {
      scheduler.use(list(1, 3));
      await time.pass(4_000);
      assert.deepEqual(decodeNotes(rounds[0].notes, 3), [{ index: 1, kind: "user-stamped" }]);
    },
    ({ id }) =>
      Promise.resolve(
        id === "target_2" ? { result: 1, note: { kind: "user-stamped" } } : { result: 1 },
      ),
  ));

Deno.test("Scheduler flags a round that was held up, and counts it", () =>
  withScheduler(async ({ scheduler, time, rounds }) => {
    scheduler.use(list(1, 50));
    time.now += 400;
    await time.pass(4_599);
    await time.pass(5_000);
    assert.deepEqual(rounds.map((r) => r.flags), [1, 0]);
    const { lagMs, starvedRounds } = scheduler.health;
    assert.deepEqual([lagMs, starvedRounds], [0, 1]);
  }));

Deno.test("Scheduler flags the round after the wall clock was set, and keeps its pace", () =>
  withScheduler(async ({ scheduler, time, rounds, clock }) => {
    scheduler.use(list(1, 2));
    await time.pass(4_999);
    clock.aheadMs -= 3_600_000;
    await time.pass(5_000);
    clock.aheadMs += 500;
    await time.pass(5_000);
    assert.deepEqual(rounds.map((r) => [r.round, r.flags]), [[1, 0], [2, 2], [3, 0]]);
    assert.equal(rounds[1].startedAtMs, START_MS + 5_000 - 3_600_000);
  }));

Deno.test("Scheduler sends what is there when a probe never ends or throws", () =>
  withScheduler(
    async ({ scheduler, time, rounds, errors }) => {
      scheduler.use(list(1, 3));
      await time.pass(4_999);
      assert.equal(rounds.length, 0);
      await time.pass(1);
      assert.deepEqual([...rounds[0].results], [7, RESULT_CODES.notProbed, RESULT_CODES.notProbed]);
      assert.match(String(errors[0]), /broken/);
    },
    ({ id }) => {
      if (id === "target_2") return new Promise(() => {});
      return id === "target_3"
        ? Promise.reject(new Error("broken"))
        : Promise.resolve({ result: 7 });
    },
  ));

Deno.test("Scheduler does not catch up on rounds that it slept through", () =>
  withScheduler(async ({ scheduler, time, rounds }) => {
    scheduler.use(list(1, 1));
    await time.pass(4_000);
    time.now += 600_000;
    await time.pass(9_000);
    assert.equal(rounds.length, 3);
  }));

Deno.test("Scheduler.noteDuplicate() counts further answers until the next round ends", () =>
  withScheduler(async ({ scheduler, time, rounds }) => {
    scheduler.use(list(1, 3));
    for (const id of ["target_2", "target_2", "target_99"]) scheduler.noteDuplicate(id);
    // An answer of each of many targets is bounded; what is known goes on counting.
    for (let n = 100; n < 5_000; n++) scheduler.noteDuplicate(`target_${n}`);
    scheduler.noteDuplicate("target_2");
    scheduler.noteDuplicate("target_3");
    await time.pass(14_999);
    assert.deepEqual(rounds.map(({ notes }) => decodeNotes(notes, 3)), [
      [{ index: 1, kind: "duplicates", count: 3 }],
      [],
      [],
    ]);
  }));

Deno.test("Scheduler.noteLate() puts a late answer into the next round that ends", () =>
  withScheduler(async ({ scheduler, time, rounds }) => {
    scheduler.use(list(1, 3));
    scheduler.noteLate("target_2", 3_100_000.4);
    scheduler.noteLate("target_99", 1);
    await time.pass(4_999);
    scheduler.noteLate("target_3", 7); // between two rounds
    await time.pass(10_000);
    const notes = rounds.map(({ notes }) => decodeNotes(notes, 3));
    assert.deepEqual(notes, [
      [{ index: 1, kind: "late", rttUs: 3_100_000 }],
      [{ index: 2, kind: "late", rttUs: 7 }],
      [],
    ]);
  }));
