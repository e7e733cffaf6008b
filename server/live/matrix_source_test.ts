import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { type Cell, cellAt, type MatrixView } from "@/shared/live/matrix.ts";
import { isSnapshot, MATRIX_VERSION, readMatrix } from "@/shared/live/matrix_message.ts";
import type { MatrixRows } from "../domain/results.ts";
import { matrixSource } from "./matrix_source.ts";

const ok: Cell = { state: "ok", rttUs: 100, lossPercent: 0, medianUs: 100 };
const nodata: Cell = { state: "nodata", rttUs: null, lossPercent: 0, medianUs: null };
const target = { address: "::1", group: "", warnMs: 0.5 };

function matrix(): MatrixRows {
  return {
    sentAtMs: 1_795_000_000_000,
    agents: [{ id: "agent_1", name: "a", group: "", connected: true, lastRoundAtMs: 1 }],
    targets: ["x", "y"].map((name) => ({ id: name, name, ...target })),
    rows: [[ok, ok]],
  };
}

/** The body of a message, as a browser unpacks it. */
function bodyOf(message: Uint8Array | null): Uint8Array {
  assert.equal(message?.[0], MATRIX_VERSION);
  return inflateRawSync(message.subarray(1));
}

/** A source whose matrix can be replaced, and a page that follows it. */
function follow(first = matrix()) {
  let now = first, seq = 0;
  const source = matrixSource(() => now);
  let page: MatrixView | null = readMatrix(null, bodyOf(source.snapshot(0)));
  return {
    source,
    page: () => page!,
    /** Sends what is new with `next`: its body, or `null` when there is none. */
    send(next: MatrixRows) {
      now = next;
      const message = source.delta(seq + 1);
      if (message === null) return null;
      seq++;
      const body = bodyOf(message);
      page = readMatrix(page, body);
      return body;
    },
  };
}

Deno.test("matrixSource() sends what changed, and nothing when nothing did", () => {
  const { page, send } = follow();
  const now = matrix();
  assert.equal(send(now), null);
  const agents = [{ ...now.agents[0], lastRoundAtMs: 2 }];
  const failed: Cell = { ...nodata, state: "fail", lossPercent: 100, sinceMs: 5_000 };
  const next = { ...now, agents, rows: [[ok, failed]] };
  assert.equal(isSnapshot(send(next)!), false);
  assert.deepEqual([0, 1].map((n) => cellAt(page(), n)), [ok, failed]);
  assert.equal(page().agents[0].lastRoundAtMs, 2);
  assert.equal(send(next), null);
});

Deno.test("matrixSource() does not look into rows that are the same object", () => {
  const now = matrix(), row = [ok, ok];
  now.rows = [row];
  const { send } = follow(now);
  row[0] = { ...ok, state: "slow" };
  assert.equal(send(now), null);
});

const rounding: [fromUs: number, toUs: number, sends: boolean][] = [
  [412, 430, false],
  [412, 470, true],
  [12, 14, false],
  [12, 16, true],
  [9_949, 9_951, true],
  [231_200, 231_400, false],
  [231_200, 231_700, true],
];
for (const [fromUs, toUs, sends] of rounding) {
  Deno.test(`matrixSource() ${sends ? "sends" : "keeps"} ${fromUs} µs that become ${toUs}`, () => {
    const { send } = follow({ ...matrix(), rows: [[ok, { ...ok, rttUs: fromUs }]] });
    const sent = send({ ...matrix(), rows: [[ok, { ...ok, rttUs: toUs }]] });
    assert.equal(sent !== null, sends);
  });
}

Deno.test("matrixSource() sends the medians with every third round, or after a silence", () => {
  const { page, send } = follow();
  const medians = [];
  for (let n = 1; n <= 6; n++) {
    send({ ...matrix(), rows: [[{ ...ok, medianUs: n * 1_000, rttUs: n * 1_000 }, ok]] });
    medians.push(cellAt(page(), 0).medianUs);
  }
  assert.deepEqual(medians, [1, 1, 1, 4, 4, 4].map((ms) => ms * 1_000));
  send({ ...matrix(), rows: [[nodata, nodata]] });
  send({ ...matrix(), rows: [[{ ...ok, medianUs: 8_000 }, ok]] });
  assert.equal(cellAt(page(), 0).medianUs, 8_000);
});

const changes: [string, (m: MatrixRows) => MatrixRows][] = [
  ["a name", (m) => ({ ...m, agents: [{ ...m.agents[0], name: "b" }] })],
  ["a group", (m) => ({ ...m, agents: [{ ...m.agents[0], group: "Tokyo" }] })],
  ["a target", (m) => ({ ...m, targets: [m.targets[0], { ...m.targets[1], warnMs: 10 }] })],
  ["the number of targets", (m) => ({ ...m, targets: [m.targets[0]], rows: [[ok]] })],
];
for (const [what, change] of changes) {
  Deno.test(`matrixSource() sends a snapshot when ${what} changed`, () => {
    const { page, send } = follow(), next = change(matrix());
    assert.equal(isSnapshot(send(next)!), true);
    assert.deepEqual([page().agents, page().targets], [next.agents, next.targets]);
  });
}

Deno.test("matrixSource() keeps a page equal to a newcomer's snapshot", () => {
  const { page, send, source } = follow();
  const states = ["ok", "slow", "fail", "nodata"] as const;
  for (let seq = 1; seq < 60; seq++) {
    const state = states[seq % 7 % 4];
    const cell: Cell = { state, rttUs: seq * 1_000, lossPercent: 0, medianUs: seq * 900 };
    if (state === "slow") Object.assign(cell, { lossPercent: seq / 2, sinceMs: seq * 1_000 });
    send({ ...matrix(), rows: [[seq % 2 ? cell : ok, cell]] });
    assert.deepEqual(page(), readMatrix(null, bodyOf(source.snapshot(page().seq))));
    assert.equal(cellAt(page(), 1).state, state);
  }
});
