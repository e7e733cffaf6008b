import assert from "node:assert/strict";
import fc from "fast-check";
import { pastedLines, repeatedLines } from "./paste_targets.ts";

const understood: [text: string, targets: unknown[]][] = [
  ["192.0.2.1", [{ address: "192.0.2.1" }]],
  ["192.0.2.1, 192.0.2.2;192.0.2.3 ::1", [
    { address: "192.0.2.1" },
    { address: "192.0.2.2" },
    { address: "192.0.2.3" },
    { address: "::1" },
  ]],
  ["192.0.2.1\n\n  192.0.2.2\r\n", [{ address: "192.0.2.1" }, { address: "192.0.2.2" }]],
  ["gw printer", [{ address: "gw" }, { address: "printer" }]],
  ["Tokyo gateway 192.0.2.1", [{ address: "192.0.2.1", name: "Tokyo gateway" }]],
  ["192.0.2.1 Tokyo gateway", [{ address: "192.0.2.1", name: "Tokyo gateway" }]],
  ["gw.example.net # the gateway, old", [{
    address: "gw.example.net",
    name: "the gateway, old",
  }]],
  ["gw # gateway", [{ address: "gw", name: "gateway" }]],
  ["# a comment\n192.0.2.1", [{ address: "192.0.2.1" }]],
  ["[Tokyo]\n192.0.2.1\n[]\n192.0.2.2", [
    { address: "192.0.2.1", group: "Tokyo" },
    { address: "192.0.2.2" },
  ]],
  ["[2001:db8::1]:443", [{ address: "[2001:db8::1]:443" }]],
  ["192.0.2.1,gw,Tokyo,icmp,30,12.5", [{
    address: "192.0.2.1",
    name: "gw",
    group: "Tokyo",
    kind: "icmp",
    intervalMs: 30_000,
    warnMs: 12.5,
  }]],
  ["https://example.net/a,Web,,http,5m,", [{
    address: "https://example.net/a",
    name: "Web",
    kind: "http",
    intervalMs: 300_000,
  }]],
  ["192.0.2.1;gw;Tokyo", [{ address: "192.0.2.1", name: "gw", group: "Tokyo" }]],
  ["192.0.2.1\tgw\tTokyo", [{ address: "192.0.2.1", name: "gw", group: "Tokyo" }]],
  ['192.0.2.1,"gw, ""old"""', [{ address: "192.0.2.1", name: 'gw, "old"' }]],
  ["Name,Address\ngw, 192.0.2.1\nnas,nas", [
    { address: "192.0.2.1", name: "gw" },
    { address: "nas", name: "nas" },
  ]],
  ["[Osaka]\naddress,name,group\n192.0.2.1,a,\n192.0.2.2,b,Kobe", [
    { address: "192.0.2.1", name: "a", group: "Osaka" },
    { address: "192.0.2.2", name: "b", group: "Kobe" },
  ]],
];
for (const [text, targets] of understood) {
  Deno.test(`pastedLines() understands ${JSON.stringify(text)}`, () => {
    const lines = pastedLines(text);
    assert.deepEqual(lines.flatMap((line) => line.problems), []);
    assert.deepEqual(lines.flatMap((line) => line.targets), targets);
  });
}

const wrong: [text: string, problems: [line: number, problem: RegExp][]][] = [
  ["192.0.2.1\n10.0.0.300", [[2, /300 is over 255/]]],
  ["127.0.0.2, not-an-ip! 10.0.0.300", [[1, /not-an-ip!/], [1, /300 is over 255/]]],
  ["a b!\n# c!\nd!", [[1, /"b!"/], [3, /"d!"/]]],
  ["192.0.2.1,gw,,carrier,", [[1, /kind must be/]]],
  ["192.0.2.1,gw,,,7", [[1, /"7" is no interval/]]],
  ["192.0.2.1,gw,,,2h", [[1, /"2h" is no interval/]]],
  ["192.0.2.1,gw,,,,-1", [[1, /"-1" is no limit/]]],
  ["address,name\n192.0.2.1,gw,x", [[2, /1 more fields/]]],
  ["address,name\n,gw", [[2, /an address is missing/]]],
  ["https://a:b@example.net/", [[1, /password/]]],
];
for (const [text, problems] of wrong) {
  Deno.test(`pastedLines() marks the lines of ${JSON.stringify(text)}`, () => {
    const found = pastedLines(text).flatMap(({ line, problems }) =>
      problems.map((problem) => [line, problem] as const)
    );
    assert.ok(found.length >= problems.length, JSON.stringify(found));
    for (const [n, [line, pattern]] of problems.entries()) {
      assert.equal(found[n][0], line);
      assert.match(found[n][1], pattern);
    }
  });
}

Deno.test("pastedLines() keeps every line as it was typed, whatever it is", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
    const typed = text.split(/\r\n|\r|\n/);
    for (const line of pastedLines(text)) assert.equal(line.text, typed[line.line - 1]);
  }));
});

Deno.test("repeatedLines() marks an address that is there twice", () => {
  const lines = repeatedLines(pastedLines("A.example\nb.example\na.example"));
  assert.deepEqual(lines.map(({ problems }) => problems), [[], [], ["a.example is there twice"]]);
});
