import assert from "node:assert/strict";
import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { encodeNotes, type ResultNote } from "@/shared/wire/round_notes.ts";
import { contractOf } from "./contract.ts";
import { HOUR_MS, MINUTE_MS, type RoundStore } from "../domain/results.ts";
import { Rollup, toStep } from "../domain/rollup.ts";
import type { TargetStore } from "../domain/targets.ts";

/** A whole hour. */
const AT_MS = Math.floor(1_795_000_000_000 / HOUR_MS) * HOUR_MS;
const { timeout, notProbed, unresolved } = RESULT_CODES;

/** A round of revision 1, which has two targets. */
const round = (startedAtMs: number, number: number, a = number, b = timeout as number) => ({
  session: 1,
  round: number,
  revision: 1,
  startedAtMs,
  flags: number & 1,
  results: Uint32Array.of(a, b),
  notes: new Uint8Array(number % 4),
});

const draft = (address: string, id: string | null = null) =>
  ({
    id,
    address,
    name: address,
    kind: "icmp",
    intervalMs: 5_000,
    warnMs: 200,
    group: "",
  }) as const;

export interface ContractStore {
  rounds: RoundStore;
  targets: TargetStore;
  close(): void | Promise<void>;
}

/** Every round that there is, packed or not, by hour of compaction. */
const reading = async (rounds: RoundStore) => ({
  rounds: await rounds.rounds(1, 0, Number.MAX_SAFE_INTEGER),
  one: await rounds.pathResults(1, "target_1", AT_MS + 10_000, AT_MS + 2 * HOUR_MS),
  two: await rounds.pathResults(1, "target_2", 0, Number.MAX_SAFE_INTEGER),
  three: await rounds.pathResults(1, "target_3", 0, Number.MAX_SAFE_INTEGER),
  minutes: await steps(rounds, "target_1", MINUTE_MS),
  hours: await steps(rounds, "target_2", HOUR_MS),
});
const steps = async (rounds: RoundStore, target: string, length: 60_000 | 3_600_000) =>
  [...await rounds.rollups(1, target, AT_MS, AT_MS + 3 * HOUR_MS, length)]
    .sort(([a], [b]) => a - b).map(([atMs, rollup]) => toStep(atMs, rollup));

/** The lists that the rounds of the contract name: revisions 1 and 2. */
async function withLists({ targets, rounds }: ContractStore): Promise<RoundStore> {
  await targets.saveList([draft("192.0.2.1"), draft("192.0.2.2")], "ada", AT_MS);
  await targets.saveList([draft("192.0.2.2", "target_2"), draft("192.0.2.3")], "ada", AT_MS);
  return rounds;
}

/** What every store of rounds must do. */
export const roundStoreContract = contractOf(withLists, (test) => {
  const addAll = async (rounds: RoundStore, frames: RoundFrame[]) => {
    for (const frame of frames) assert.equal(await rounds.addRound(1, frame), true);
  };
  const byRevision = (): RoundFrame[] => [
    ...[1, 2, 3, 40].map((n) => round(AT_MS + 5_000 * n, n, 100 + n, n === 3 ? notProbed : 50)),
    { ...round(AT_MS + 1_000_000, 41), revision: 2, results: Uint32Array.of(timeout, 7) },
    { ...round(AT_MS + 1_005_000, 1), session: 2, results: Uint32Array.of(unresolved, 8) },
    round(AT_MS + HOUR_MS, 42, 0xffff_feff),
    round(AT_MS + 2 * HOUR_MS - 1, 43),
  ];

  test("keeps a round once, in order of time", async (rounds) => {
    assert.equal(await rounds.addRound(1, round(AT_MS + 5_000, 2)), true);
    assert.equal(await rounds.addRound(1, round(AT_MS, 1)), true);
    assert.equal(await rounds.addRound(1, round(AT_MS, 1)), false, "again");
    assert.equal(await rounds.addRound(2, round(AT_MS, 1)), true, "another agent");
    const other = { ...round(AT_MS, 1), session: 2 };
    assert.equal(await rounds.addRound(1, other), true, "another session");
    const all = await rounds.rounds(1, AT_MS, AT_MS + 5_001);
    assert.deepEqual(all, [round(AT_MS, 1), other, round(AT_MS + 5_000, 2)]);
    assert.equal((await rounds.rounds(1, AT_MS, AT_MS + 5_000)).length, 2, "to is out");
  });

  test("refuses a round that fits no list", async (rounds) => {
    await assert.rejects(rounds.addRound(1, { ...round(AT_MS, 1), revision: 9 }), RangeError);
    const short = { ...round(AT_MS, 1), results: Uint32Array.of(1) };
    await assert.rejects(rounds.addRound(1, short), RangeError);
    assert.deepEqual(await rounds.rounds(1, 0, Number.MAX_SAFE_INTEGER), []);
  });

  test("reads the same before and after hours are packed", async (rounds) => {
    await addAll(rounds, byRevision());
    const before = await reading(rounds);
    assert.deepEqual(before.rounds, byRevision());
    assert.deepEqual([...before.one.results], [102, 103, 140, unresolved, 0xffff_feff, 43]);
    assert.deepEqual([...before.two.results], [50, 50, 50, timeout, 8, timeout, timeout]);
    assert.deepEqual([...before.three.atMs], [AT_MS + 1_000_000]);
    assert.deepEqual(before.hours.map((s) => [s.atMs, s.sent, s.lost, s.meanUs]), [
      [AT_MS, 5, 1, 39.5],
      [AT_MS + HOUR_MS, 2, 2, null],
    ]);
    await rounds.compact(AT_MS + 2 * HOUR_MS - 1, 10);
    assert.deepEqual(await reading(rounds), before, "one hour packed, one not over");
    await rounds.compact(AT_MS + 2 * HOUR_MS, 10);
    assert.deepEqual(await reading(rounds), before, "both packed");
  });

  test("takes late rounds of a packed hour, and none twice", async (rounds) => {
    const all = byRevision();
    const late = (_: unknown, n: number) => n % 2 === 1;
    await addAll(rounds, all.filter((r, n) => !late(r, n)));
    await rounds.compact(AT_MS + 9 * HOUR_MS, 10);
    await addAll(rounds, all.filter(late).toReversed());
    const before = await reading(rounds);
    assert.deepEqual(before.rounds, all);
    await rounds.compact(AT_MS + 9 * HOUR_MS, 10);
    assert.deepEqual(await reading(rounds), before);
    for (const frame of all) assert.equal(await rounds.addRound(1, frame), false);
    assert.deepEqual(await reading(rounds), before);
  });

  test("tells what was not probed from what was lost", async (rounds) => {
    await addAll(rounds, [round(AT_MS, 1, notProbed, timeout)]);
    for (let turn = 0; turn < 2; turn++) {
      assert.equal((await rounds.pathResults(1, "target_1", 0, AT_MS + 1)).atMs.length, 0);
      assert.equal((await rounds.pathResults(1, "target_2", 0, AT_MS + 1)).atMs.length, 1);
      assert.equal((await rounds.rollups(1, "target_1", 0, AT_MS + 1, HOUR_MS)).size, 0);
      assert.equal((await rounds.pathResults(1, "target_9", 0, AT_MS + 1)).atMs.length, 0);
      assert.equal((await rounds.pathResults(1, "no id", 0, AT_MS + 1)).atMs.length, 0);
      await rounds.compact(AT_MS + HOUR_MS, 1);
    }
  });

  const noted = (frame: RoundFrame, ...notes: ResultNote[]): RoundFrame => ({
    ...frame,
    flags: 0,
    notes: encodeNotes(notes, 1_000).bytes,
  });
  const late = (index: number, rttUs: number): ResultNote => ({ index, kind: "late", rttUs });

  test("gives what rounds say of one path, packed or not", async (rounds) => {
    await addAll(rounds, [
      noted(round(AT_MS, 2), late(0, 7), late(1, 8), { index: 1, kind: "duplicates", count: 3 }),
      { ...noted(round(AT_MS + 5_000, 3)), flags: 1 },
      noted(round(AT_MS + 10_000, 4)),
      // Of the second list: its first place is the first list's second.
      { ...noted(round(AT_MS + HOUR_MS, 5), late(0, 9)), revision: 2 },
    ]);
    const read = (target: string, fromMs = 0, toMs = AT_MS + 9 * HOUR_MS, maxBytes = 1_000) =>
      rounds.pathRemarks(1, target, fromMs, toMs, maxBytes);
    const two = {
      sinceMs: 0,
      remarks: [
        { atMs: AT_MS, flags: 0, notes: [late(1, 8), { index: 1, kind: "duplicates", count: 3 }] },
        { atMs: AT_MS + 5_000, flags: 1, notes: [] },
        { atMs: AT_MS + HOUR_MS, flags: 0, notes: [late(0, 9)] },
      ],
    };
    for (const packedHours of [0, 1, 2]) {
      await rounds.compact(AT_MS + packedHours * HOUR_MS, 9);
      assert.deepEqual(await read("target_2"), two);
      assert.deepEqual((await read("target_1")).remarks.map(({ atMs }) => atMs - AT_MS), [
        0,
        5_000,
      ]);
      assert.deepEqual((await read("target_3")).remarks, [], "there was nothing to say of it");
      assert.deepEqual((await read("no id")).remarks, []);
      const part = await read("target_2", AT_MS + 1, AT_MS + HOUR_MS);
      assert.deepEqual(part, { sinceMs: AT_MS + 1, remarks: [two.remarks[1]] });
      const few = await read("target_2", 0, AT_MS + 9 * HOUR_MS, 21);
      assert.deepEqual(few, { sinceMs: AT_MS + 1, remarks: two.remarks.slice(1) });
    }
  });

  test("removes expired results and keeps their roll-ups", async (rounds) => {
    await addAll(rounds, byRevision());
    await rounds.compact(AT_MS + 9 * HOUR_MS, 10);
    const { minutes, hours } = await reading(rounds);
    assert.ok(await rounds.removeRoundsBefore(AT_MS + HOUR_MS + 5, 100) > 0);
    const after = await reading(rounds);
    assert.deepEqual([after.minutes, after.hours], [minutes, hours]);
    assert.deepEqual(after.rounds, byRevision().slice(-2), "whole hours only");
    assert.equal(await rounds.addRound(1, round(AT_MS + 5_000, 1)), false, "too late");
    assert.deepEqual((await reading(rounds)).minutes, minutes, "not counted twice");
    await rounds.removeRollupsBefore(MINUTE_MS, AT_MS + HOUR_MS, 100);
    assert.deepEqual(await steps(rounds, "target_2", HOUR_MS), hours);
    assert.equal((await steps(rounds, "target_1", MINUTE_MS))[0].atMs, AT_MS + HOUR_MS);
  });

  test("gives minutes of which an hour is made", async (rounds) => {
    const frames = Array.from({ length: 720 }, (_, n) => round(AT_MS + 5_000 * n, n + 1, 200 + n));
    await addAll(rounds, frames);
    await rounds.compact(AT_MS + HOUR_MS, 1);
    const minutes = await rounds.rollups(1, "target_1", AT_MS, AT_MS + HOUR_MS, MINUTE_MS);
    assert.equal(minutes.size, 60);
    const whole = new Rollup();
    for (const rollup of minutes.values()) whole.merge(rollup);
    const hours = await rounds.rollups(1, "target_1", AT_MS, AT_MS + HOUR_MS, HOUR_MS);
    assert.deepEqual(toStep(0, whole), toStep(0, hours.get(AT_MS)));
    assert.deepEqual([whole.sent, whole.minUs, whole.maxUs], [720, 200, 919]);
  });
});
