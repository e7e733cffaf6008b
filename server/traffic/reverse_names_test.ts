import assert from "node:assert/strict";
import { reverseName, ReverseNames } from "./reverse_names.ts";

Deno.test("reverseName() turns an address round", () => {
  assert.equal(reverseName("192.0.2.1"), "1.2.0.192.in-addr.arpa.");
  assert.equal(reverseName("::ffff:192.0.2.1"), "1.2.0.192.in-addr.arpa.");
  assert.equal(reverseName("2001:db8::1"), `1.${"0.".repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa.`);
});

Deno.test("ReverseNames.of() asks once while it remembers, and again after that", async () => {
  let asked = 0, nowMs = 0;
  const ask = () => Promise.resolve([`host-${++asked}.example.`]);
  const names = new ReverseNames({ ask, now: () => nowMs });
  const both = await Promise.all([names.of("192.0.2.1"), names.of("192.0.2.1")]);
  assert.deepEqual(both, [["host-1.example."], ["host-1.example."]]);
  assert.deepEqual(await names.of("192.0.2.1"), ["host-1.example."]);
  nowMs = 600_000;
  assert.deepEqual(await names.of("192.0.2.1"), ["host-2.example."]);
});

const answers: [string, () => Promise<string[]>, number | null][] = [
  ["no name when there is none", () => Promise.reject(new Deno.errors.NotFound()), 0],
  ["null when the DNS fails", () => Promise.reject(new Error("refused")), null],
  ["null when no answer comes in time", () => new Promise(() => {}), null],
  ["a few of very many", () => Promise.resolve(Array(99).fill("x".repeat(999))), 5],
];
for (const [what, ask, count] of answers) {
  Deno.test(`ReverseNames.of() says ${what}`, async () => {
    const names = await new ReverseNames({ ask, now: () => 0, timeoutMs: 1 }).of("192.0.2.1");
    assert.equal(names?.length ?? null, count);
    assert.ok(names?.every((name) => name.length <= 255) ?? true);
  });
}

Deno.test("ReverseNames.of() never asks more than 8 questions at once", async () => {
  const open: (() => void)[] = [];
  const ask = () => new Promise<string[]>((resolve) => open.push(() => resolve([])));
  const names = new ReverseNames({ ask, now: () => 0 });
  const all = Array.from({ length: 20 }, (_, n) => names.of(`192.0.2.${n}`));
  assert.deepEqual([open.length, names.refused], [8, 12]);
  open.forEach((answer) => answer());
  const answered = await Promise.all(all);
  assert.equal(answered.filter((names) => names === null).length, 12);
});
