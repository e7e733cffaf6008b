import assert from "node:assert/strict";
import { killRun } from "@/bench/store/kill_run.ts";

Deno.test("openThreadedStore() loses and doubles no acknowledged round when it is killed", async () => {
  const { lost, doubled, acknowledged } = await killRun(5);
  assert.deepEqual({ lost, doubled }, { lost: 0, doubled: 0 });
  assert.ok(acknowledged > 0);
});
