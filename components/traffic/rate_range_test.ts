import assert from "node:assert/strict";
import { readRateRange, seriesOf, seriesUrl } from "./rate_range.ts";

Deno.test("readRateRange() takes the ranges there are and 5 minutes for anything else", () => {
  const ranges = ["", "range=1h", "range=24h", "range=__proto__"];
  const read = ranges.map((text) => readRateRange(new URLSearchParams(text)));
  assert.deepEqual(read, ["5m", "1h", "24h", "5m"]);
});

Deno.test("seriesUrl() asks for whole bars, of one address where it is given", () => {
  assert.equal(seriesUrl("1h"), "/api/v1/traffic/series?window=3600000&step=60000");
  assert.match(seriesUrl("24h", "2001:db8::1"), /step=900000&src=2001%3Adb8%3A%3A1$/);
});

Deno.test("seriesOf() reads counts, and 0 where there is no number", () => {
  const stretches = [{ t: "1970-01-01T00:01:00.000Z", icmp: 3, http: "<b>" }];
  assert.deepEqual(seriesOf({ stretches }), [
    { startMs: 60_000, counts: { icmp: 3, http: 0, connection: 0, text: 0 }, leftOut: 0 },
  ]);
  for (const bad of [null, {}, { stretches: [{}] }, { stretches: [null] }]) {
    assert.throws(() => seriesOf(bad), TypeError);
  }
});
