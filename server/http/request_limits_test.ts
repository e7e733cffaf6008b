import assert from "node:assert/strict";
import { tooLarge } from "./request_limits.ts";

const HERE = "http://127.0.0.1/";
const long = "x".repeat(40_000);
const cases: [string, Request, number | null][] = [
  ["an ordinary request", new Request(HERE), null],
  ["an address of 8,000 characters", new Request(HERE + "?" + "x".repeat(8_000)), null],
  ["an address of 40,000 characters", new Request(HERE + "?" + long), 414],
  ["a header of 40,000 characters", new Request(HERE, { headers: { cookie: long } }), 431],
  [
    "200 headers",
    new Request(HERE, {
      headers: Array.from({ length: 200 }, (_, n): [string, string] => [`x-${n}`, "y"]),
    }),
    431,
  ],
  [
    "a body of 4 MB",
    new Request(HERE, { method: "PUT", headers: { "content-length": "4000000" }, body: "x" }),
    null,
  ],
  [
    "a body of 6 MB",
    new Request(HERE, { method: "PUT", headers: { "content-length": "6000000" }, body: "x" }),
    413,
  ],
];
for (const [name, request, status] of cases) {
  Deno.test(`tooLarge() answers ${status} to ${name}`, async () => {
    const refused = tooLarge(request);
    assert.equal(refused?.status ?? null, status);
    await refused?.body?.cancel();
    await request.body?.cancel();
  });
}
