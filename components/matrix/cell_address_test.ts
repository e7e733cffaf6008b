import assert from "node:assert/strict";
import { readCell, writeCell } from "./cell_address.ts";

const read: [string, ReturnType<typeof readCell>][] = [
  ["at=agent_1/target_2", { agentId: "agent_1", targetId: "target_2" }],
  ["at=agent_1%2Ftarget_2&sort=worst", { agentId: "agent_1", targetId: "target_2" }],
  ["", null],
  ["at=agent_1", null],
  ["at=/target_2", null],
  ["at=a/b/c", null],
  [`at=a/${"b".repeat(99)}`, null],
];
for (const [text, cell] of read) {
  Deno.test(`readCell() of "${text.slice(0, 40)}" is ${JSON.stringify(cell)}`, () => {
    assert.deepEqual(readCell(new URLSearchParams(text)), cell);
  });
}

const cell = { agentId: "agent_1", targetId: "target_2" };
const written: [string, typeof cell | null, string][] = [
  ["", cell, "?at=agent_1/target_2"],
  ["sort=worst&at=agent_9/target_9", cell, "?sort=worst&at=agent_1/target_2"],
  ["sort=worst&at=agent_9/target_9", null, "?sort=worst"],
  ["at=agent_9/target_9", null, ""],
];
for (const [before, at, after] of written) {
  Deno.test(`writeCell() makes "${after}" of "${before}"`, () => {
    assert.equal(writeCell(at, new URLSearchParams(before)), after);
  });
}
