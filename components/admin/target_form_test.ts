import assert from "node:assert/strict";
import { Refusal } from "@/shared/refusal.ts";
import {
  changeOf,
  inputsOf,
  linesOf,
  markLines,
  problemInWords,
  problemsOf,
  readAddForm,
  wholeList,
} from "./target_form.ts";

const form = { addresses: "", name: "", group: "", warnMs: "", intervalS: "" };

Deno.test("inputsOf() takes addresses as people paste them", () => {
  const inputs = inputsOf(linesOf({
    ...form,
    addresses: "10.0.0.1, ::1\nhost",
    group: "Tokyo",
    warnMs: "10",
  }));
  const rest = { group: "Tokyo", warnMs: 10 };
  assert.deepEqual(inputs, [
    { address: "10.0.0.1", ...rest },
    { address: "::1", ...rest },
    { address: "host", ...rest },
  ]);
});

Deno.test("inputsOf() gives a name to one address, never to many", () => {
  assert.deepEqual(inputsOf(linesOf({ ...form, addresses: "::1", name: "me" })), [{
    address: "::1",
    name: "me",
  }]);
  assert.deepEqual(inputsOf(linesOf({ ...form, addresses: "::1 ::2", name: "me" })), [
    { address: "::1" },
    { address: "::2" },
  ]);
});

Deno.test("linesOf() lets a line's own group and interval come before those of all", () => {
  const addresses = "192.0.2.1,gw,Tokyo,,60\n192.0.2.2";
  const [first, second] = inputsOf(
    linesOf({ ...form, addresses, group: "rest", intervalS: "5" }),
  );
  assert.deepEqual([first.group, first.intervalMs], ["Tokyo", 60_000]);
  assert.deepEqual([second.group, second.intervalMs], ["rest", 5_000]);
});

Deno.test("markLines() puts a refusal to the lines it is about, and the rest beside them", () => {
  const lines = linesOf({ ...form, addresses: "::1 ::2\n::3" });
  const refusal = new Refusal("conflict", "no", [
    { field: "targets.1.address", message: "::2 is on the list already" },
    { field: "targets.2.address", message: "::3 is on the list already" },
    { field: "group", message: "too long" },
  ]);
  const marked = markLines(refusal, lines);
  assert.deepEqual(marked.lines.map(({ problems }) => problems), [
    ["::2 is on the list already"],
    ["::3 is on the list already"],
  ]);
  assert.deepEqual(marked.problems.map(({ message }) => message), ["too long"]);
  assert.deepEqual(lines.flatMap(({ problems }) => problems), [], "what was given stays");
});

const limits: [string, unknown][] = [["", undefined], ["10 ms", 10], [" 0,5 ", 0.5], ["-1", -1], [
  "soon",
  "soon",
]];
for (const [warnMs, expected] of limits) {
  Deno.test(`changeOf() reads the limit ${JSON.stringify(warnMs)}`, () => {
    const change = changeOf({ name: "", address: " ::1 ", group: "", warnMs, intervalS: "" });
    assert.equal(change.warnMs, expected);
    assert.equal(change.name, "::1");
  });
}

Deno.test("changeOf() takes the kind from the address, and the interval in seconds", () => {
  const change = (address: string) => changeOf({ ...form, address, intervalS: "30" });
  assert.deepEqual(
    ["::1", "host:25", "https://host/"].map((address) => change(address).kind),
    ["icmp", "tcp", "http"],
  );
  assert.equal(change("::1").intervalMs, 30_000);
});

Deno.test("wholeList() keeps what is known of an address that stays", () => {
  const known = {
    id: "target_1",
    address: "::1",
    name: "me",
    kind: "icmp",
    intervalMs: 10_000,
    warnMs: 5,
    group: "g",
  } as const;
  assert.deepEqual(wholeList("::1,10.0.0.1", [known]), [
    { address: "::1", name: "me", kind: "icmp", intervalMs: 10_000, warnMs: 5, group: "g" },
    { address: "10.0.0.1" },
  ]);
});

const inWords = (...args: Parameters<typeof problemsOf>) => problemsOf(...args).map(problemInWords);

Deno.test("problemInWords() names the address that is wrong, and which of many", () => {
  const field = { field: "targets.1.address", message: "300 is over 255" };
  const refusal = new Refusal("invalid", "no", [field]);
  assert.deepEqual(inWords(refusal, ["::1", "10.0.0.300"]), ["2. 10.0.0.300: 300 is over 255"]);
  assert.deepEqual(
    inWords(new Refusal("invalid", "no", [{ field: "0", message: "bad" }]), ["x"]),
    ["x: bad"],
  );
  assert.deepEqual(
    inWords(new Refusal("invalid", "no", [{ field: "warnMs", message: "bad" }]), ["x"]),
    ["slow over: bad"],
  );
  assert.deepEqual(
    inWords(new Refusal("invalid", "no", [{ field: "0", message: '"x" is no host' }]), ["x"]),
    ['"x" is no host'],
  );
  assert.deepEqual(inWords(new Refusal("conflict", "it is there already"), []), [
    "it is there already",
  ]);
});

Deno.test("readAddForm() keeps what was typed and takes no file for text", () => {
  const data = new FormData();
  data.set("addresses", " ::1 ");
  data.set("group", new File(["x"], "x"));
  assert.deepEqual(readAddForm(data), {
    addresses: " ::1 ",
    name: "",
    group: "",
    warnMs: "",
    intervalS: "",
  });
});
