import assert from "node:assert/strict";
import { KeyTurns } from "./key_turns.ts";

Deno.test("KeyTurns.take() lets the work of one key wait for its turn, also after a failure", async () => {
  const turns = new KeyTurns(), seen: string[] = [];
  const first = Promise.withResolvers<void>();
  const one = turns.take("a", async () => {
    await first.promise;
    seen.push("a1");
    throw new RangeError("no");
  });
  const two = turns.take("a", () => Promise.resolve(void seen.push("a2")));
  await turns.take("b", () => Promise.resolve(void seen.push("b")));
  first.resolve();
  await assert.rejects(one, /no/);
  await two;
  assert.deepEqual(seen, ["b", "a1", "a2"]);
});
