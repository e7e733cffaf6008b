import assert from "node:assert/strict";
import fc from "fast-check";
import { operations } from "@/server/api/operations.ts";
import type { Operation } from "@/server/api/operation.ts";
import type { Client } from "./harness/client.ts";
import { ServerProcess } from "./harness/server_process.ts";

/** Names and addresses that look nearly right, and what breaks out of texts. */
const hostile = fc.oneof(
  fc.string({ maxLength: 40, unit: "binary" }),
  fc.constantFrom(
    ...[
      "",
      "0",
      "-1",
      "1e999",
      "NaN",
      "null",
      "__proto__",
      "constructor",
      "../..",
      "%00",
      "a\u0000b",
    ],
    ...["'; DROP TABLE agent; --", "<script>", "agent_1", "target_1", "127.0.0.1", "::1", "\u202e"],
    ...[
      "2026-01-01T00:00:00Z",
      "9999-99-99T99:99:99Z",
      "1h",
      "0s",
      "99999999d",
      "icmp",
      "x".repeat(2_000),
    ],
  ),
);

const nonsense = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc.constantFrom("", "{", "[]", "{}", "null", '"x"', "[[[[[[", '{"__proto__":{"a":1}}'),
  fc.string({ maxLength: 200, unit: "binary" }),
);

/** A body whose fields have the right names and any values. */
function nearly({ body }: Operation): fc.Arbitrary<string> {
  const shape = (body as { shape?: Record<string, unknown> } | undefined)?.shape;
  if (!shape) return nonsense;
  const fields = Object.keys(shape).map((name) =>
    [name, fc.oneof(hostile, fc.jsonValue())] as const
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] }).map((value) =>
    JSON.stringify(value)
  );
}

interface Call {
  parts: string[];
  query: Record<string, string>;
  body: string;
}

function callOf(operation: Operation): fc.Arbitrary<Call> {
  const names = Object.keys(operation.query?.shape ?? {});
  const parts = [...operation.path.matchAll(/\{\w+\}/g)];
  return fc.record({
    parts: fc.tuple(...parts.map(() => hostile)) as fc.Arbitrary<string[]>,
    query: fc.record(Object.fromEntries(names.map((name) => [name, hostile])), {
      requiredKeys: [],
    }) as fc.Arbitrary<Record<string, string>>,
    body: fc.oneof(nearly(operation), nonsense),
  });
}

async function send(admin: Client, operation: Operation, call: Call): Promise<void> {
  const parts = [...call.parts];
  const path = operation.path.replaceAll(/\{\w+\}/g, () => {
    // What is not well-formed Unicode cannot be written in a path.
    return encodeURIComponent(parts.shift()!.toWellFormed()) || "-";
  });
  const query = new URLSearchParams(call.query).toString();
  const { response, text } = await admin.text(`/api/v1${path}${query && `?${query}`}`, {
    method: operation.method,
    ...(operation.body ? { body: call.body, headers: { "content-type": "application/json" } } : {}),
  });
  const what = `${operation.method} ${path}?${query} ${call.body}: ${response.status} ${text}`;
  assert.ok(response.status < 500, what);
  if (response.status >= 400) {
    assert.equal(response.headers.get("content-type"), "application/problem+json", what);
    const { code, status } = JSON.parse(text);
    assert.ok(typeof code === "string" && status === response.status, what);
  }
}

/** Would end the very token and account that ask. */
const OWN_END = /^DELETE \/(tokens|users)\/|^POST \/users\/\{id\}\/|^PATCH \/users\//;

Deno.test("no call of the API fails on nonsense: it does what was asked or says what is wrong", async (t) => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const admin = await server.withToken("admin");
  for (const operation of operations) {
    const name = `${operation.method} ${operation.path}`;
    if (OWN_END.test(name)) continue;
    await t.step(name, async () => {
      const property = fc.asyncProperty(callOf(operation), (call) => send(admin, operation, call));
      await fc.assert(property, { numRuns: 15, endOnFailure: true });
    });
  }
  const { response } = await admin.text("/readyz");
  assert.equal(response.status, 200, "the server is well");
});
