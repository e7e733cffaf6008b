import assert from "node:assert/strict";
import fc from "fast-check";
import { FIRST_RESULT_CODE, RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { Rollup } from "../../domain/rollup.ts";
import { decodeRollups, encodeRollups } from "./rollup_blob.ts";

const anyResult = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 200, max: 2_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: FIRST_RESULT_CODE - 1 }) },
  { weight: 1, arbitrary: fc.constant(RESULT_CODES.timeout) },
);
const anyHour = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 59 }), anyResult),
  { maxLength: 200 },
);
const sorted = (rollups: Map<number, Rollup>) =>
  [...rollups].sort(([a], [b]) => a - b).map(([place, { buckets, ...rest }]) => ({
    place,
    ...rest,
    buckets: [...buckets].sort(([a], [b]) => a - b),
  }));

Deno.test("decodeRollups() returns what encodeRollups() was given", () => {
  fc.assert(fc.property(anyHour, (results) => {
    const rollups = new Map<number, Rollup>();
    for (const [place, result] of results) {
      const rollup = rollups.get(place) ?? new Rollup();
      rollup.add(result);
      rollups.set(place, rollup);
    }
    assert.deepEqual(sorted(decodeRollups(encodeRollups(rollups))), sorted(rollups));
  }));
});

Deno.test("decodeRollups() gives roll-ups or a RangeError for any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    try {
      decodeRollups(Uint8Array.of(1, 3, ...bytes));
    } catch (error) {
      assert(error instanceof RangeError, String(error));
    }
  }));
});
