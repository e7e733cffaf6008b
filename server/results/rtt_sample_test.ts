import assert from "node:assert/strict";
import { RttSample } from "./rtt_sample.ts";

const sizes = [0, 1, 2, 12, 23, 24, 25, 64, 65, 700];
Deno.test("RttSample.at() is the same place of a sorted array, for any number of values", () => {
  const sample = new RttSample();
  let x = 1;
  for (const size of sizes) {
    sample.clear();
    const values = Array.from({ length: size }, () => {
      x = Math.imul(x, 1_664_525) + 1_013_904_223 >>> 0;
      return x >>> 22;
    });
    for (const value of values) sample.add(value);
    values.sort((a, b) => a - b);
    assert.equal(sample.size, size);
    for (let n = 0; n <= size; n++) assert.equal(sample.at(n), values[n], `${n} of ${size}`);
  }
});
