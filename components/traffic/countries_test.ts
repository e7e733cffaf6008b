import assert from "node:assert/strict";
import { countriesOf, countryName } from "./countries.ts";

Deno.test("countriesOf() ranks and leaves out what is no country", () => {
  const counts = [["US", 3], ["DE", 9], ["AT", 3], ["", 40], [null, 5], ["DE", "9"]]
    .map(([key, count]) => ({ key, count }));
  assert.deepEqual(countriesOf({ by: "country", counts }), [
    { code: "DE", count: 9 },
    { code: "AT", count: 3 },
    { code: "US", count: 3 },
  ]);
});

for (const answer of [null, {}, { counts: 3 }]) {
  Deno.test(`countriesOf() refuses ${JSON.stringify(answer)}`, () => {
    assert.throws(() => countriesOf(answer), TypeError);
  });
}

Deno.test("countryName() knows codes and survives nonsense", () => {
  assert.equal(countryName("JP"), "Japan");
  assert.equal(countryName("<b>"), "<b>");
});
