import assert from "node:assert/strict";
import { ClockOffset } from "./clock_offset.ts";
import { RoundBuffer } from "./round_buffer.ts";
import { RoundClock } from "./round_clock.ts";
import { Scheduler } from "./scheduler.ts";
import { newState } from "./state.ts";
import { FakeServer } from "./testing/fake_server.ts";
import { FakeTime } from "./testing/fake_time.ts";
import { Uplink } from "./uplink.ts";

const MINUTE_MS = 60_000;
const SESSION = 3;

interface Bench {
  server: FakeServer;
  time: FakeTime;
  buffer: RoundBuffer;
}

/** An agent of real parts, whose prober and server are not. */
async function withAgent(work: (bench: Bench) => Promise<void>): Promise<void> {
  const state = await newState({ url: "http://127.0.0.1:1", id: "e1", secret: "A".repeat(43) });
  using time = new FakeTime(1_795_000_000_000);
  const server = new FakeServer();
  const buffer = new RoundBuffer();
  const monotonicMs = () => time.now;
  const clock = new ClockOffset(() => time.now, monotonicMs);
  const scheduler = new Scheduler({
    prober: { probe: () => Promise.resolve({ result: 250 }) },
    session: SESSION,
    now: () => time.now,
    monotonicMs,
    onRound: (frame) => {
      buffer.add(frame);
      uplink.flush();
    },
    onError: (error) => assert.fail(String(error)),
  });
  const uplink = new Uplink({
    state,
    identity: { hostname: "edge", version: "0.1.0", address: "" },
    buffer,
    clock,
    rounds: new RoundClock(clock),
    report: () => ({
      bufferedRounds: buffer.size,
      bufferedBytes: buffer.bytes,
      droppedRounds: buffer.dropped,
      ...scheduler.health,
      sendErrors: 0,
      skippedProbes: 0,
      clockOffsetMs: null,
      clockErrorMs: null,
    }),
    connect: () => server.connect(),
    random: () => 0.5,
    monotonicMs,
    onStatus: () => {},
    onTargets: (list) => scheduler.use(list),
    onRefused: (reason) => assert.fail(reason),
    onNotice: () => {},
  });
  uplink.start();
  await time.pass(0);
  try {
    await work({ server, time, buffer });
  } finally {
    scheduler.stop();
    uplink.close();
  }
}

/** Lets hundreds of answers, each worked on in its turn, come to their end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10_000; turn++) await Promise.resolve();
}

/** Numbers of the rounds that are stored, in order. */
const storedRounds = (server: FakeServer) =>
  [...server.stored.values()].map(({ round }) => round).sort((a, b) => a - b);
const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, n) => n + first);

const outages: [string, (server: FakeServer) => void][] = [
  ["a network that is cut without a word", (server) => server.cut()],
  ["a server that was killed", (server) => server.kill()],
];
for (const [name, begin] of outages) {
  Deno.test(`the agent loses nothing in 29 minutes of ${name}`, () =>
    withAgent(async ({ server, time, buffer }) => {
      await time.pass(2 * MINUTE_MS);
      begin(server);
      await time.pass(29 * MINUTE_MS);
      server.restore();
      // The longest pause between two tries is 30 s; a silent connection is left within a minute.
      await time.pass(2 * MINUTE_MS);
      await settle();
      assert.deepEqual(storedRounds(server), upTo(33 * 12));
      assert.deepEqual([buffer.size, buffer.dropped], [0, 0]);
      assert.equal(server.connections, 2);
    }));
}

Deno.test("the agent sends again what was kept and not answered: nothing twice, nothing lost", () =>
  withAgent(async ({ server, time, buffer }) => {
    await time.pass(MINUTE_MS);
    server.losesAnswers = true;
    await time.pass(MINUTE_MS);
    server.kill();
    server.losesAnswers = false;
    server.restore();
    await time.pass(MINUTE_MS);
    await settle();
    assert.deepEqual(storedRounds(server), upTo(36));
    assert.equal(server.repeated, 12, "a minute of rounds went twice and counts once");
    assert.equal(buffer.size, 0);
  }));

Deno.test("the agent keeps the newest 30 minutes of a longer outage, and says what it lost", () =>
  withAgent(async ({ server, time, buffer }) => {
    await time.pass(MINUTE_MS);
    server.kill();
    await time.pass(40 * MINUTE_MS);
    assert.equal(buffer.size, 360);
    server.restore();
    await time.pass(MINUTE_MS);
    await settle();
    const lost = buffer.dropped;
    assert.ok(lost >= 120 && lost <= 126, `${lost} rounds lost in ten minutes too many`);
    assert.deepEqual(storedRounds(server), [...upTo(12), ...upTo(42 * 12, 13 + lost)]);
    assert.equal(server.reports.at(-1)!.droppedRounds, lost);
  }));

Deno.test("the agent holds no more after a day of rounds than after an hour", () =>
  withAgent(async ({ server, time, buffer }) => {
    await time.pass(24 * 60 * MINUTE_MS);
    assert.equal(server.stored.size, 24 * 720);
    assert.deepEqual([buffer.size, buffer.bytes, buffer.dropped], [0, 0, 0]);
    assert.equal(server.connections, 1);
  }));
