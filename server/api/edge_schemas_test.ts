import assert from "node:assert/strict";
import fc from "fast-check";
import { Refusal } from "@/shared/refusal.ts";
import { auditFilter } from "./audit_query.ts";
import { fitting } from "./json_body.ts";
import { auditFilterQuery, newUserBody, userChangeBody } from "./operations/accounts.ts";
import { readQuery } from "./query.ts";
import { roleOf, userId } from "./user_json.ts";

/** Runs hostile input: what comes out is right, or it is a refusal, never another error. */
function refusedOr<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return null;
  }
}

Deno.test("fitting() takes no user that the schema does not describe", () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({ name: fc.jsonValue(), role: fc.jsonValue(), password: fc.jsonValue() }),
    fc.record({ name: fc.string(), role: fc.constantFrom("admin", "root"), id: fc.nat() }, {
      requiredKeys: ["name", "role"],
    }),
  );
  fc.assert(fc.property(anything, (value) => {
    const user = refusedOr(() => fitting(value, newUserBody));
    if (user === null) return;
    assert.ok(["admin", "operator", "viewer"].includes(user.role));
    assert.ok(typeof user.name === "string" && user.name.length <= 200);
    assert.ok(user.password === undefined || typeof user.password === "string");
    assert.ok(Object.keys(user).every((key) => ["name", "role", "password"].includes(key)));
  }));
});

Deno.test("fitting() takes no change of a user that the schema does not describe", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const change = refusedOr(() => fitting(value, userChangeBody));
    if (change === null) return;
    assert.ok(Object.keys(change).every((key) => key === "role" || key === "disabled"));
  }));
});

Deno.test("auditFilter() makes bounded texts, whole numbers and real times of any query", () => {
  const name = fc.constantFrom("who", "action", "q", "from", "to", "before");
  const value = fc.oneof(
    fc.string({ maxLength: 500 }),
    fc.integer().map(String),
    fc.date().map(String),
  );
  fc.assert(fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
    const filter = refusedOr(() =>
      auditFilter(
        readQuery(new URL(`http://x/?${new URLSearchParams(pairs)}`), auditFilterQuery),
      )
    );
    if (filter === null) return;
    for (const text of [filter.who, filter.action, filter.text]) {
      assert.ok(text === undefined || (text.length > 0 && text.length <= 200));
    }
    for (const number of [filter.fromMs, filter.toMs, filter.beforeId]) {
      assert.ok(number === undefined || Number.isSafeInteger(number));
    }
  }));
});

Deno.test("userId() and roleOf() take what they name and refuse the rest", () => {
  fc.assert(fc.property(fc.string(), (text) => {
    const id = refusedOr(() => userId(text));
    assert.ok(id === null || String(id) === text);
    const role = refusedOr(() => roleOf(text));
    assert.ok(role === null || role === text);
  }));
  assert.equal(userId("17"), 17);
  assert.equal(roleOf("viewer"), "viewer");
});
