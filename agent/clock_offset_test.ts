import assert from "node:assert/strict";
import fc from "fast-check";
import { ClockOffset } from "./clock_offset.ts";

/** An agent whose clock is wrong by `-aheadMs`, and a server that is right. */
class Bench {
  monotonicMs = 1_000;
  wrongByMs = 0;
  readonly clock = new ClockOffset(
    () => Math.round(this.trueMs + this.wrongByMs),
    () => this.monotonicMs,
  );
  get trueMs(): number {
    return 1_795_000_000_000 + this.monotonicMs;
  }

  /** One question and its answer, with the time that each part takes. */
  exchange(thereMs: number, serverMs: number, backMs: number): boolean {
    const question = this.clock.ask();
    if (!question) return false;
    this.monotonicMs += thereMs;
    const receivedAtMs = Math.round(this.trueMs);
    this.monotonicMs += serverMs;
    const repliedAtMs = Math.round(this.trueMs);
    this.monotonicMs += backMs;
    this.clock.answer({ ...question, type: "time", receivedAtMs, repliedAtMs });
    return true;
  }
}

Deno.test("ClockOffset finds the offset within the error that it gives", () => {
  const ms = fc.integer({ min: 0, max: 2_000 });
  fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), ms, ms, ms, (wrongBy, a, b, c) => {
    const bench = new Bench();
    bench.wrongByMs = wrongBy;
    bench.exchange(a, b, c);
    const { offsetMs, errorMs } = bench.clock.estimate!;
    assert.ok(Math.abs(offsetMs + wrongBy) <= errorMs + 2, `${offsetMs} ± ${errorMs}`);
  }));
});

Deno.test("ClockOffset takes the answer with the shortest way", () => {
  const bench = new Bench();
  bench.wrongByMs = -40;
  for (const [there, back] of [[900, 10], [5, 5], [10, 900]]) {
    bench.exchange(there, 0, back);
    bench.monotonicMs += 60_000;
  }
  assert.deepEqual(bench.clock.estimate, { offsetMs: 40, errorMs: 5 });
});

Deno.test("ClockOffset asks every 5 s at first, then once a minute", () => {
  const bench = new Bench();
  let asked = 0;
  for (let second = 0; second < 300; second++) {
    if (bench.exchange(0, 0, 0)) asked++;
    bench.monotonicMs += 1_000;
  }
  assert.equal(bench.clock.ask(), null);
  assert.equal(bench.clock.ask(true)?.type, "time");
  assert.ok(asked >= 7 && asked <= 10, `${asked} questions in five minutes`);
});

Deno.test("ClockOffset forgets what it knew when its clock was set meanwhile", () => {
  const bench = new Bench();
  bench.exchange(1, 0, 1);
  bench.monotonicMs += 60_000;
  const question = bench.clock.ask()!;
  bench.wrongByMs = 3_600_000;
  const atMs = Math.round(bench.trueMs);
  bench.clock.answer({ ...question, type: "time", receivedAtMs: atMs, repliedAtMs: atMs });
  assert.equal(bench.clock.estimate, null);
  bench.exchange(2, 0, 2);
  assert.deepEqual(bench.clock.estimate, { offsetMs: -3_600_000, errorMs: 2 });
});

const answers: [string, Partial<Record<"askedAtMs" | "receivedAtMs" | "repliedAtMs", number>>][] = [
  ["to another question", { askedAtMs: 5 }],
  ["that spent more time at the server than has passed", { repliedAtMs: 9e12 }],
  ["that spent less than no time there", { repliedAtMs: -9e12 }],
];
for (const [name, part] of answers) {
  Deno.test(`ClockOffset takes no answer ${name}`, () => {
    const bench = new Bench();
    const question = bench.clock.ask()!;
    const atMs = Math.round(bench.trueMs);
    const answer = { ...question, receivedAtMs: atMs, repliedAtMs: atMs, ...part };
    bench.clock.answer(answer);
    assert.equal(bench.clock.estimate, null);
  });
}

Deno.test("ClockOffset forgets what it knew when its clock was set between two questions", () => {
  const bench = new Bench();
  bench.exchange(1, 0, 1);
  bench.monotonicMs += 30_000;
  assert.notEqual(bench.clock.estimate, null);
  bench.wrongByMs = 3_000;
  assert.equal(bench.clock.estimate, null);
  assert.equal(bench.exchange(1, 0, 1), true, "it asks at once");
  assert.deepEqual(bench.clock.estimate, { offsetMs: -3_000, errorMs: 1 });
});
