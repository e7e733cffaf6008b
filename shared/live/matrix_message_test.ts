import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CellArrays,
  copyCells,
  emptyCells,
  isIll,
  type MatrixView,
  packCells,
  STATE_CODES,
} from "./matrix.ts";
import { applyDelta, type MatrixDelta } from "./matrix_delta.ts";
import { deltaBody, isSnapshot, readMatrix, snapshotBody } from "./matrix_message.ts";

const own = (view: MatrixView): MatrixView => ({ ...view, ...copyCells(view) });

function cellsOf(width: number): fc.Arbitrary<CellArrays> {
  const u16 = fc.integer({ min: 0, max: 0xffff });
  const cell = fc.record({
    state: fc.integer({ min: 0, max: 3 }),
    rtt: u16,
    median: u16,
    lost: fc.integer({ min: 0, max: 1_000 }),
    sinceS: fc.integer({ min: 0, max: 0xffff_ffff }),
  });
  return fc.array(cell, { minLength: width, maxLength: width }).map((list) => {
    const cells = emptyCells(width);
    list.forEach(({ state, rtt, median, lost, sinceS }, n) => {
      cells.states[n] = state;
      cells.rtts[n] = rtt;
      cells.medians[n] = median;
      if (isIll(state)) [cells.lost[n], cells.sinceS[n]] = [lost, sinceS];
    });
    return cells;
  });
}

const atMs = fc.integer({ min: 1e12, max: 1e13 });
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const presence = fc.record({
  connected: fc.boolean(),
  lastRoundAtMs: fc.option(atMs, { nil: null }),
});
const target = fc.record({
  id: text,
  name: text,
  address: text,
  group: text,
  warnMs: fc.double({ min: 0.001, max: 60_000, noNaN: true }),
}, { noNullPrototype: true });
const view: fc.Arbitrary<MatrixView> = fc.tuple(
  fc.array(fc.tuple(text, text, text, presence), { maxLength: 6 }),
  fc.array(target, { maxLength: 6 }),
).chain(([agents, targets]) =>
  fc.record({
    seq: fc.nat(),
    sentAtMs: atMs,
    agents: fc.constant(agents.map(([id, name, group, p]) => ({ id, name, group, ...p }))),
    targets: fc.constant(targets),
    cells: cellsOf(agents.length * targets.length),
  })
).map(({ cells, ...rest }) => ({ ...rest, ...cells }));

const withDelta = view.chain((before) => {
  const rows = fc.subarray([...before.agents.keys()]).chain((rows) =>
    fc.tuple(
      ...rows.map((row) =>
        fc.tuple(presence, fc.option(cellsOf(before.targets.length), { nil: null }), fc.boolean())
          .map(([p, cells, medians]) => {
            const withMedians = medians && cells !== null, from = row * before.targets.length;
            const kept = before.medians.slice(from, from + before.targets.length);
            if (cells && !withMedians) cells.medians = kept;
            return { row, ...p, cells, withMedians };
          })
      ),
    )
  );
  return fc.tuple(fc.constant(before), fc.record({ sentAtMs: atMs, rows }));
});

Deno.test("readMatrix() returns the view that snapshotBody() was given", () => {
  fc.assert(fc.property(view, (sent) => {
    const body = snapshotBody(sent);
    assert.equal(isSnapshot(body), true);
    assert.deepEqual(readMatrix(null, body), sent);
  }));
});

Deno.test("readMatrix() makes of a delta what applyDelta() made of it on the other side", () => {
  fc.assert(fc.property(withDelta, ([before, part]) => {
    const delta: MatrixDelta = { seq: before.seq + 1, ...part };
    const body = deltaBody(before, delta);
    assert.equal(isSnapshot(body), false);
    assert.deepEqual(readMatrix(own(before), body), applyDelta(own(before), delta));
  }));
});

Deno.test("readMatrix() takes any bytes, and changes nothing when they are no message", () => {
  fc.assert(fc.property(withDelta, fc.uint8Array({ maxLength: 40 }), ([before, part], noise) => {
    const page = own(before), bodies = [noise, new Uint8Array([1, ...noise])];
    const body = deltaBody(before, { seq: before.seq + 1, ...part });
    bodies.push(new Uint8Array([...body, 0]), body.subarray(0, -1));
    for (const wrong of bodies) {
      if (readMatrix(page, wrong) === null) assert.deepEqual(page, before);
    }
    assert.equal(readMatrix(page, bodies[2]), null, "a byte too many");
    assert.equal(readMatrix(page, bodies[3]), null, "a byte too few");
  }));
});

const small: MatrixView = {
  seq: 7,
  sentAtMs: 1_795_000_000_000,
  agents: [{ id: "agent_1", name: "a", group: "", connected: false, lastRoundAtMs: null }],
  targets: [{ id: "target_1", name: "x", address: "::1", group: "", warnMs: 200 }],
  ...emptyCells(1),
};
const next = (seq: number): MatrixDelta => ({
  seq,
  sentAtMs: small.sentAtMs + 1_000,
  rows: [{
    row: 0,
    connected: true,
    lastRoundAtMs: small.sentAtMs,
    cells: packCells([{ state: "ok", rttUs: 200, lossPercent: 0, medianUs: 200 }]),
    withMedians: true,
  }],
});

Deno.test("readMatrix() changes the arrays in place and leaves the old agents alone", () => {
  const before = own(small), after = readMatrix(before, deltaBody(before, next(8)))!;
  assert.equal(after.states, before.states);
  assert.equal(after.states[0], STATE_CODES.ok);
  assert.deepEqual([before.agents[0].connected, after.agents[0].connected], [false, true]);
});

for (const seq of [7, 9]) {
  Deno.test(`readMatrix() returns null for delta ${seq} after message 7`, () => {
    assert.equal(readMatrix(own(small), deltaBody(small, next(seq))), null);
    assert.equal(readMatrix(null, deltaBody(small, next(seq))), null);
  });
}
