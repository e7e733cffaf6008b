import assert from "node:assert/strict";
import { inTime, until } from "./until.ts";

Deno.test("until() gives the first answer that is accepted", async () => {
  let asked = 0;
  assert.equal(await until("three", () => ++asked, (value) => value === 3), 3);
  assert.equal(asked, 3);
});

Deno.test("until() takes an error for an answer that is not there yet", async () => {
  let asked = 0;
  const probe = () => {
    if (++asked < 3) throw new Error("not yet");
    return Promise.resolve("there");
  };
  assert.equal(await until("it is there", probe), "there");
});

Deno.test("until() says what it waited for and what it saw last", async () => {
  const state = { cell: { state: "slow" } };
  const never = until("the cell is ok", () => state, (s) => s.cell.state === "ok", 0);
  await assert.rejects(never, /not within 0 s: the cell is ok\. Last seen: .*state: "slow"/);
  const broken = until(
    "it works",
    () => Promise.reject(new Error("connection refused")),
    Boolean,
    0,
  );
  await assert.rejects(broken, /it works\. Last seen: Error: connection refused/);
});

Deno.test("inTime() gives the value, or says what there was", async () => {
  assert.equal(await inTime("now", Promise.resolve(1)), 1);
  const never = new Promise(() => {});
  await assert.rejects(inTime("the end", never, 0, () => "still busy"), /the end\. still busy/);
});
