import assert from "node:assert/strict";
import { buildContractApp } from "./contract/built_app.ts";
import { answerOf, deliberate, exchanges, normalized, requestOf } from "./contract/exchange.ts";
import { setErrorReporter } from "./report.ts";

Deno.test("the layer answers every recorded request as Fresh does", async (t) => {
  await using app = await buildContractApp();
  const previous = setErrorReporter(() => {}); // Some requests provoke errors.
  try {
    assert.ok(exchanges.length > 60, "the recording is complete");
    for (const { request, answer } of exchanges) {
      const { method, path, headers } = request;
      await t.step(`${method} ${path} ${headers ? JSON.stringify(headers) : ""}`, async () => {
        const ours = deliberate.find((one) => one.method === method && one.path === path);
        const expected = normalized({ ...answer, ...ours?.change });
        assert.deepEqual(await answerOf(await app.fetch(requestOf(request))), expected);
      });
    }
  } finally {
    setErrorReporter(previous);
  }
});
