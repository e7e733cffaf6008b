import assert from "node:assert/strict";
import fc from "fast-check";
import { FIRST_RESULT_CODE, RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { bucketMiddleUs, bucketOf, Rollup, toStep } from "./rollup.ts";

const anyRtt = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: FIRST_RESULT_CODE - 1 }),
);
const anyResult = fc.oneof(
  { weight: 4, arbitrary: anyRtt },
  { weight: 1, arbitrary: fc.constantFrom(...Object.values(RESULT_CODES)) },
);
const rollupOf = (results: number[]) => {
  const rollup = new Rollup();
  for (const result of results) rollup.add(result);
  return rollup;
};

Deno.test("bucketMiddleUs() of bucketOf() is within 0.8 %, and buckets are in order", () => {
  fc.assert(fc.property(anyRtt, (rttUs) => {
    assert.ok(Math.abs(bucketMiddleUs(bucketOf(rttUs)) - rttUs) <= rttUs * 0.008);
    assert.ok(bucketOf(rttUs + 1) - bucketOf(rttUs) <= 1);
    assert.ok(bucketOf(rttUs + 1) >= bucketOf(rttUs));
  }));
});

Deno.test("Rollup.merge() of parts is the roll-up of the whole", () => {
  fc.assert(fc.property(fc.array(anyResult), fc.array(anyResult), (a, b) => {
    const merged = rollupOf(a);
    merged.merge(rollupOf(b));
    assert.deepEqual(toStep(0, merged), toStep(0, rollupOf([...a, ...b])));
  }));
});

Deno.test("Rollup.quantilesUs() is within 0.8 % of the sorted answers", () => {
  fc.assert(fc.property(fc.array(anyRtt, { minLength: 1 }), (rtts) => {
    const sorted = rtts.toSorted((a, b) => a - b);
    const found = rollupOf(rtts).quantilesUs(0, 0.5, 0.95, 1);
    [0, 0.5, 0.95, 1].forEach((q, i) => {
      const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1];
      assert.ok(Math.abs(found[i]! - exact) <= exact * 0.008, `${found[i]} for ${exact}`);
    });
  }));
});

Deno.test("toStep() tells no data from all lost", () => {
  const none = {
    spread: [],
    minUs: null,
    p5Us: null,
    p50Us: null,
    p95Us: null,
    maxUs: null,
    meanUs: null,
  };
  assert.deepEqual(toStep(5, undefined), { atMs: 5, sent: 0, lost: 0, ...none });
  assert.deepEqual(toStep(5, rollupOf([RESULT_CODES.notProbed])).sent, 0);
  const lost = rollupOf([RESULT_CODES.timeout, RESULT_CODES.unreachable]);
  assert.deepEqual(toStep(5, lost), { atMs: 5, sent: 2, lost: 2, ...none });
  assert.deepEqual(toStep(5, rollupOf([100, RESULT_CODES.timeout, 120])), {
    atMs: 5,
    sent: 3,
    lost: 1,
    minUs: 100,
    p5Us: 100,
    p50Us: 100,
    p95Us: 120,
    maxUs: 120,
    meanUs: 110,
    spread: [[100, 1], [120, 1]],
  });
});
