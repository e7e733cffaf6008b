import assert from "node:assert/strict";
import {
  endsOf,
  type PathQuery,
  RANGE_NAMES,
  RANGES,
  readPathQuery,
  resolutionOf,
  writePathQuery,
} from "./path_range.ts";

const queries: PathQuery[] = [
  { range: { name: "1h" }, compare: [] },
  { range: { name: "400d" }, compare: [{ agentId: "agent_1", targetId: "target_2" }] },
  { range: { fromMs: 1_795_000_000_000, toMs: 1_795_000_060_000 }, compare: [] },
];
for (const query of queries) {
  Deno.test(`readPathQuery() returns ${JSON.stringify(query.range)} as it was written`, () => {
    const written = writePathQuery(query, new URLSearchParams("theme=dark&range=7d"));
    assert.deepEqual(readPathQuery(new URLSearchParams(written)), query);
    assert.ok(written.includes("theme=dark"));
  });
}

const nonsense = [
  "range=2y",
  "from=x&to=y",
  "from=2026-01-02T00:00Z&to=2026-01-01T00:00Z",
  "from=2020-01-01T00:00Z&to=2026-01-01T00:00Z",
  "with=agent_1&with=a/b/c&with=" + "x".repeat(99) + "/y",
];
for (const text of nonsense) {
  Deno.test(`readPathQuery() takes ${text.slice(0, 50)} for the last hour`, () => {
    const query = readPathQuery(new URLSearchParams(text));
    assert.deepEqual(query, { range: { name: "1h" }, compare: [] });
  });
}

Deno.test("resolutionOf() makes a picture of a few hundred to a thousand bins", () => {
  for (const name of RANGE_NAMES) {
    const { fromMs, toMs } = endsOf({ name }, 1_795_000_000_000);
    assert.equal(toMs - fromMs, RANGES[name]);
    const { step, binMs } = resolutionOf(toMs - fromMs);
    const bins = RANGES[name] / binMs;
    assert.ok(bins >= 200 && bins <= 1_100, `${name}: ${bins} bins`);
    assert.equal(step === null, name === "1h" || name === "24h");
  }
});
