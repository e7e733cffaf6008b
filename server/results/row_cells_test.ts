import assert from "node:assert/strict";
import type { Cell } from "@/shared/live/matrix.ts";
import { cellState } from "@/shared/cell_state.ts";
import { RESULT_CODES, rttOf } from "@/shared/wire/round_frame.ts";
import { AgentHour, HOUR_ROUNDS } from "./agent_hour.ts";
import { pathCell, type PathTarget, windowOf } from "./path_cell.ts";
import { RecentProbes } from "./recent_probes.ts";
import { RowCells } from "./row_cells.ts";

const ROUND_MS = 5_000;
const rare = new RecentProbes().sight(null);
const isRare = () => false;
/** Every third one is probed every 20 s only. */
const targets = Array.from({ length: 9 }, (_, n) => ({
  id: `target_${n}`,
  intervalMs: n % 3 === 2 ? 4 * ROUND_MS : ROUND_MS,
  warnMs: 200,
}));
const ids = targets.map(({ id }) => id);

/** mulberry32. */
function random(seed: number): () => number {
  return () => {
    seed = seed + 0x6d2b79f5 | 0;
    let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
    t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
    return ((t ^ t >>> 14) >>> 0) / 2 ** 32;
  };
}

/** Results of one round: the first targets are dead, the last ones nearly well. */
function results(next: () => number, round: number): Uint32Array {
  return Uint32Array.from(targets, ({ intervalMs }, n) => {
    if (round * ROUND_MS % intervalMs !== 0) return RESULT_CODES.notProbed;
    const lossOf = [1, 0.999, 1, 0.9, 0.5, 0.1, 0.08, 0.01, 0.2][n];
    if (next() < lossOf) return RESULT_CODES.timeout;
    return next() < 0.01 ? 300_000 : 900;
  });
}

/** The cell by the plain rules: everything in memory is read for it. */
function fullScan(hour: AgentHour, target: PathTarget, before?: Cell): Cell {
  const times: number[] = [], rttUs: (number | null)[] = [];
  hour.visit(target.id, 0, (atMs, result) => {
    times.push(atMs);
    rttUs.push(rttOf(result) ?? null);
  });
  const stateOf = (end: number) => {
    let from = end;
    while (from > 0 && times[from - 1] > times[end] - windowOf(target)) from--;
    return cellState({ rttUs: rttUs.slice(from, end + 1), warnMs: target.warnMs });
  };
  const { sinceMs: _, ...cell } = pathCell(hour, target);
  if (cell.state === "ok" || cell.state === "nodata") return cell;
  if (before?.state === cell.state && before.sinceMs !== undefined) {
    return { ...cell, sinceMs: before.sinceMs };
  }
  let end = times.length - 1;
  while (end >= 0 && stateOf(end) === cell.state) end--;
  const sinceMs = end < 0 ? undefined : times[end + 1];
  return sinceMs === undefined ? cell : { ...cell, sinceMs };
}

/** Chance that a round comes late, and that somebody looks after a round. */
const histories: [late: number, look: number][] = [[0, 1], [0, 0.1], [0.05, 1], [0.3, 0.5]];
for (const [late, look] of histories) {
  for (const seed of [1, 2, 3]) {
    const name = `${late * 100} % late, ${look * 100} % looked at, history ${seed}`;
    Deno.test(`RowCells.make() is what a scan of the whole hour gives, ${name}`, () => {
      const next = random(seed), hour = new AgentHour(), row = new RowCells(targets);
      const waiting: number[] = [];
      let before: Cell[] = [], unknown = 0;
      const add = (round: number) => hour.add(round * ROUND_MS, ids, results(next, round));
      for (let round = 0; round < 2 * HOUR_ROUNDS; round++) {
        if (next() < late) waiting.push(round);
        else add(round);
        if (waiting.length > 0 && next() < 0.1) add(waiting.splice(0, 1)[0]);
        if (next() >= look) continue;
        const scanned = targets.map((target, n) => fullScan(hour, target, before[n]));
        assert.deepEqual(row.make(hour, rare, isRare), scanned, `after round ${round}`);
        unknown += scanned.filter(({ state, sinceMs }) => state === "fail" && !sinceMs).length;
        before = scanned;
      }
      assert.ok(unknown > 100, "paths failed since before what is in memory");
    });
  }
}

Deno.test("RowCells.make() reads a bounded number of results when a path failed for an hour", () => {
  const hour = new AgentHour(), row = new RowCells(targets.slice(0, 1));
  const dead = new Uint32Array([RESULT_CODES.timeout]);
  for (let round = 0; round < HOUR_ROUNDS; round++) hour.add(round * ROUND_MS, ["target_0"], dead);
  let reads = 0;
  const counted = {
    get newestAtMs() {
      return hour.newestAtMs;
    },
    get oldestAtMs() {
      return hour.oldestAtMs;
    },
    get lateRounds() {
      return hour.lateRounds;
    },
    visitBack: (
      id: string,
      toMs: number,
      visit: (atMs: number, result: number) => boolean,
    ) => hour.visitBack(id, toMs, (atMs, result) => (reads++, visit(atMs, result))),
  };
  row.make(counted, rare, isRare);
  assert.ok(reads >= HOUR_ROUNDS, "the first look is at everything");
  for (let round = HOUR_ROUNDS; round < 2 * HOUR_ROUNDS; round++) {
    hour.add(round * ROUND_MS, ["target_0"], dead);
    reads = 0;
    const [cell] = row.make(counted, rare, isRare);
    assert.deepEqual([cell.state, cell.sinceMs], ["fail", undefined]);
    // Three windows of twelve: of now, of the new result, and at the oldest end.
    assert.ok(reads <= 3 * 14, `${reads} results were read`);
  }
});

Deno.test("RowCells.percentilesUs() is the nearest rank of the last minute, found once a round", () => {
  const hour = new AgentHour(), row = new RowCells(targets), next = random(9);
  assert.ok(row.percentilesUs(95).every(Number.isNaN), "nothing is known before the first round");
  for (let round = 0; round < 40; round++) {
    hour.add(round * ROUND_MS, ids, results(next, round).map((us) => us === 900 ? us + round : us));
    row.make(hour, rare, isRare);
    for (const percentile of [90, 95, 99]) {
      const expected = ids.map((id) => {
        const answers: number[] = [];
        hour.visit(id, hour.newestAtMs! - 59_999, (_atMs, result) => {
          const rttUs = rttOf(result);
          if (typeof rttUs === "number") answers.push(rttUs);
        });
        answers.sort((a, b) => a - b);
        return answers[Math.ceil(answers.length * percentile / 100) - 1] ?? NaN;
      });
      assert.deepEqual([...row.percentilesUs(percentile)], expected);
      assert.equal(row.percentilesUs(percentile), row.percentilesUs(percentile));
    }
  }
  row.silent();
  assert.ok(row.percentilesUs(95).every(Number.isNaN), "an agent that is silent says nothing");
});
