import assert from "node:assert/strict";
import { troubleOf } from "./status_answer.ts";

Deno.test("troubleOf() tells trouble from none, and both from no answer", () => {
  assert.equal(troubleOf({ rounds: { trouble: "disk full" } }), "disk full");
  assert.equal(troubleOf({ rounds: { trouble: null } }), null);
  for (
    const answer of [null, 1, {}, { rounds: null }, { rounds: {} }, { rounds: { trouble: 1 } }]
  ) {
    assert.throws(() => troubleOf(answer), TypeError);
  }
});
