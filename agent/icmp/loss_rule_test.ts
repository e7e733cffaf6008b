import assert from "node:assert/strict";
import { asksForNewId } from "@/agent/icmp/loss_rule.ts";

Deno.test("asksForNewId() asks ever less often while nothing answers", () => {
  const asked = (ask: (lost: number) => boolean) =>
    Array.from({ length: 1_000 }, (_, lost) => lost).filter(ask);
  assert.deepEqual(asked((lost) => asksForNewId(lost, 1)), [5, 10, 20, 40, 80, 160, 320, 640]);
  assert.deepEqual(asked((lost) => asksForNewId(1, lost)), [100, 200, 400, 800]);
});
