import assert from "node:assert/strict";
import { EMPTY_FORM, type EnrolForm, requestOf } from "@/components/admin/enrol_form.ts";
import { addressProblem } from "@/shared/address.ts";
import { rateProblem } from "@/shared/probe_rate.ts";
import { targetInputSchema } from "@/shared/target.ts";
import { targetAddressProblem } from "@/shared/target_address.ts";
import { sayRefusal } from "./ja/say_refusal.ts";

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

function assertSaid(message: string): void {
  assert.match(
    sayRefusal(message),
    JAPANESE,
    `components/words/ja/say_refusal.ts has no words for: ${message}`,
  );
}

const inputs: unknown[] = [
  { address: "192.0.2.1", warnMs: "fast" },
  { address: "192.0.2.1", warnMs: 0 },
  { address: "192.0.2.1", warnMs: 60_001 },
  { address: "192.0.2.1", intervalMs: 7_000 },
  { address: "192.0.2.1", intervalMs: 1_000 },
  { address: "192.0.2.1", intervalMs: 90_000_000 },
  { address: "192.0.2.1", name: "x".repeat(201) },
  { address: "192.0.2.1", name: "a\u0007b" },
  { address: "192.0.2.1", kind: "smtp" },
  { address: 7 },
  7,
];
for (const input of inputs) {
  Deno.test(`sayRefusal() has words for ${JSON.stringify(input).slice(0, 60)}`, () => {
    const { error } = targetInputSchema.safeParse(input);
    assert.ok(error, "the input is refused");
    for (const { message } of error.issues) assertSaid(message);
  });
}

const addresses = [
  "",
  "x".repeat(254),
  "1::x",
  "10.0.0",
  "10.0.0.300",
  "10.0.0.01",
  "a..b",
  "a_b!",
];
for (const address of addresses) {
  Deno.test(`sayRefusal() has words for the address ${address.slice(0, 20)}`, () => {
    assertSaid(addressProblem(address)!);
  });
}

const kinds: ["tcp" | "http", string][] = [
  ["tcp", ""],
  ["tcp", "host:99999"],
  ["http", ""],
  ["http", "ftp://x"],
  ["http", `https://x/${"y".repeat(3_000)}`],
  ["http", "https://me:secret@x/"],
  ["http", "https://a..b/"],
];
for (const [kind, address] of kinds) {
  Deno.test(`sayRefusal() has words for ${kind} of ${address.slice(0, 30)}`, () => {
    assertSaid(targetAddressProblem(kind, address)!);
  });
}

const forms: Partial<EnrolForm>[] = [{ uses: "0" }, { uses: "many" }, { expires: "never" }];
for (const form of forms) {
  Deno.test(`sayRefusal() has words for a token of ${JSON.stringify(form)}`, () => {
    assert.throws(() => requestOf({ ...EMPTY_FORM, ...form }), (error: RangeError) => {
      assertSaid(error.message);
      return true;
    });
  });
}

Deno.test("sayRefusal() has words for a list that asks for too much", () => {
  assertSaid(rateProblem(Array.from({ length: 3 }, () => ({ kind: "tcp", intervalMs: 1 })))!);
});

/** Codes of refusals that people get; agents are refused with `forbidden` and read English. */
const REFUSAL =
  /new Refusal\(\s*"(?:invalid|conflict|not_found|too_many_requests)",\s*("[^"]*"|`[^`]*`)/g;
/** What the log-in answers, and why a field is refused. */
const MESSAGE = /\bmessage: ("[^"]*"|`[^`]*`)/g;

for (const folder of ["server/auth", "server/targets", "server/agents"]) {
  Deno.test(`sayRefusal() has words for what ${folder} says to people`, async () => {
    const root = new URL(`../../${folder}/`, import.meta.url);
    let found = 0;
    for (const { name } of Deno.readDirSync(root)) {
      if (!/^.*(?<!_test)\.ts$/.test(name)) continue;
      const source = await Deno.readTextFile(new URL(name, root));
      for (const [, literal] of [...source.matchAll(REFUSAL), ...source.matchAll(MESSAGE)]) {
        assertSaid(literal.slice(1, -1).replace(/\$\{[^}]*\}/g, "7"));
        found++;
      }
    }
    assert.ok(found > 0, "no message was found");
  });
}

const said = [
  "there is no channel 7",
  "there is no rule 7",
  "at most 20 of a channel",
  "at most 100 of a rule",
  "the message did not arrive: refused",
  "There is no such agent.",
];
for (const message of said) {
  Deno.test(`sayRefusal() has words for “${message}”`, () => assertSaid(message));
}

Deno.test("sayRefusal() leaves what it does not know as it is", () => {
  assert.equal(sayRefusal("nobody ever said this"), "nobody ever said this");
});
