import assert from "node:assert/strict";
import { cellState } from "./cell_state.ts";

const cases: [string, (number | null)[], string][] = [
  ["no result at all", [], "nodata"],
  ["all answered below the limit", [900, 1100, 1000], "ok"],
  ["exactly at the limit", [10_000], "ok"],
  ["last one above the limit", [900, 10_001], "slow"],
  ["an old one above the limit", [10_001, 900], "ok"],
  ["one lost of many", [900, null, 900, 900], "slow"],
  ["the newest lost", [900, 900, 900, null], "slow"],
  ["the two newest lost", [900, 900, 900, 900, null, null], "fail"],
  ["the first ever lost", [null], "fail"],
  ["more than half lost, the last answered", [null, null, null, 900], "fail"],
  ["half lost, the last answered", [null, 900], "slow"],
];
for (const [name, rttUs, expected] of cases) {
  Deno.test(`cellState() says ${expected} with ${name}`, () => {
    assert.equal(cellState({ rttUs, warnMs: 10 }), expected);
  });
}
