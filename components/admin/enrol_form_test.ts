import assert from "node:assert/strict";
import { EMPTY_FORM, requestOf, typedIn } from "./enrol_form.ts";

const formOf = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

Deno.test("typedIn() keeps what was sent, and takes an empty form for the usual one", () => {
  assert.deepEqual(typedIn(formOf({})), EMPTY_FORM);
  const sent = { name: " edge ", uses: "x", expires: "7d", pre_approved: "on" };
  assert.deepEqual(typedIn(formOf(sent)), {
    name: " edge ",
    uses: "x",
    expires: "7d",
    preApproved: true,
  });
});

Deno.test("requestOf() gives what the form asks for", () => {
  const form = { name: " edge ", uses: "3", expires: "8h", preApproved: true };
  assert.deepEqual(requestOf(form), {
    name: "edge",
    uses: 3,
    expiresInMs: 8 * 3_600_000,
    preApproved: true,
  });
  assert.equal(requestOf({ ...form, name: "  " }).name, undefined);
});

for (const uses of ["0", "-1", "1.5", "", "10001", "9e9", "many"]) {
  Deno.test(`requestOf() refuses a token for "${uses}" agents`, () => {
    assert.throws(() => requestOf({ ...EMPTY_FORM, uses }), /1 to 10000 agents/);
  });
}
Deno.test("requestOf() refuses an end that is not on the list", () => {
  for (const expires of ["2h", "", "toString"]) {
    assert.throws(() => requestOf({ ...EMPTY_FORM, expires }), /15m, 1h, 8h/);
  }
});
