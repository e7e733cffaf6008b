import assert from "node:assert/strict";
import type { Watcher } from "@/shared/watcher.ts";
import { Watchers } from "./watchers.ts";

const someone: Watcher = { person: "ann", address: "192.0.2.1", topic: "matrix", sinceMs: 1_000 };

Deno.test("list() has who entered and has not left, the newest first", () => {
  const watchers = new Watchers();
  const leave = watchers.enter(someone)!;
  watchers.enter({ ...someone, person: "bob" });
  watchers.enter(someone);
  assert.deepEqual(watchers.list().map(({ person }) => person), ["ann", "bob", "ann"]);
  leave();
  leave();
  assert.deepEqual(watchers.list().map(({ person }) => person), ["ann", "bob"]);
});

Deno.test("enter() turns away and counts those beyond the bound", () => {
  const watchers = new Watchers(1);
  const leave = watchers.enter(someone)!;
  assert.equal(watchers.enter(someone), null);
  assert.deepEqual([watchers.list().length, watchers.turnedAway], [1, 1]);
  leave();
  assert.ok(watchers.enter(someone));
});
