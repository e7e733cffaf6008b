import assert from "node:assert/strict";
import { readNumbers } from "./numbers.ts";
import { parseSyslog } from "./parse.ts";

const TABLE: readonly [string, Record<string, number> | null][] = [
  ["42", { value: 42 }],
  [" -3.5 ", { value: -3.5 }],
  ["+.5e3", { value: 500 }],
  ["1.", { value: 1 }],
  ["1e999", null],
  ["0x10", null],
  ["1,5", null],
  ["12 apples", null],
  ["NaN", null],
  ["", null],
  ["1".repeat(33), null],
  ['{"load": 0.5, "name": "a", "disk": {"free": 1}, "ok": true, "users": 3}', {
    load: 0.5,
    users: 3,
  }],
  ['{"name": "a"}', null],
  ['{"": 1}', null],
  ["[1, 2]", null],
  ["{", null],
];

Deno.test("readNumbers() finds what a line measures", () => {
  for (const [line, expected] of TABLE) assert.deepEqual(readNumbers(line), expected, line);
});

Deno.test("readNumbers() takes the first 16 fields, and any name", () => {
  const many = JSON.stringify(
    Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`n${n}`, n])),
  );
  assert.equal(Object.keys(readNumbers(many)!).length, 16);
  assert.deepEqual(Object.entries(readNumbers('{"__proto__": 1}')!), [["__proto__", 1]]);
});

Deno.test("parseSyslog() keeps the numbers of a line with a header and of one without", () => {
  const numbersOf = (line: string) =>
    parseSyslog(new TextEncoder().encode(line), 0, "load").numbers;
  assert.deepEqual(numbersOf("<13>Nov 20 20:59:10 vm load: 0.25"), { value: 0.25 });
  assert.deepEqual(numbersOf('{"celsius": 21.5}\n'), { celsius: 21.5 });
  assert.equal(numbersOf("21 degrees"), undefined);
});
