import assert from "node:assert/strict";
import { z } from "zod";
import {
  choiceParam,
  cursorParam,
  durationParam,
  intParam,
  readQuery,
  textParam,
  timeParam,
} from "./query.ts";

const schema = z.object({
  limit: intParam("", 1, 1_000, 100),
  before: cursorParam(),
  from: timeParam(""),
  window: durationParam("", { min: 1_000, max: 86_400_000, fallback: 3_600_000 }),
  by: choiceParam("", ["a", "b"]),
  q: textParam("", 5),
});
const read = (query: string) => readQuery(new URL(`http://h/?${query}`), schema);

const cases: [query: string, what: object][] = [
  ["", { limit: 100 }],
  ["limit=1000&other=x", { limit: 1_000 }],
  ["before=0", { limit: 100, before: 0 }],
  ["from=2026-01-31T09:30:00Z", { limit: 100, from: Date.UTC(2026, 0, 31, 9, 30) }],
  ["window=90s", { limit: 100, window: 90_000 }],
  ["window=5m", { limit: 100, window: 300_000 }],
  ["window=1d", { limit: 100, window: 86_400_000 }],
  ["window=1500", { limit: 100, window: 1_500 }],
  ["by=b&q=abcde", { limit: 100, by: "b", q: "abcde" }],
];
for (const [query, what] of cases) {
  Deno.test(`readQuery() reads "${query}"`, () => assert.deepEqual({ ...read(query) }, what));
}

const bad: [query: string, says: RegExp][] = [
  ["limit=0", /limit: takes a whole number from 1 to 1000/],
  ["limit=1001", /limit: takes a whole number/],
  ["limit=1e2", /limit: takes a whole number/],
  ["limit=", /limit: takes a whole number/],
  ["before=-1", /before: takes what the last answer gave/],
  ["before=9999999999999999", /before: takes what the last answer gave/],
  ["from=yesterday", /from: takes a time such as/],
  ["from=2026-13-01T00:00Z", /from: takes a time such as/],
  ["window=1y", /window: takes milliseconds/],
  ["window=2d", /window: must be from 1000 to 86400000 ms/],
  ["by=c", /by: takes a, b/],
  ["q=abcdef", /q: /],
];
for (const [query, says] of bad) {
  Deno.test(`readQuery() refuses "${query}"`, () => assert.throws(() => read(query), says));
}
