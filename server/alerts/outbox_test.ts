import assert from "node:assert/strict";
import type { Channel } from "@/shared/alerts.ts";
import type { AlertMessage, Delivery } from "../domain/alerts.ts";
import { MAX_WAITING, Outbox, RETRIES_MS } from "./outbox.ts";

const message = { kind: "fired", subjects: [] } as unknown as AlertMessage;
const delivery = (id: number): Delivery => ({
  id,
  channelId: 1,
  message,
  attempts: 0,
  nextAtMs: 0,
  createdAtMs: 0,
});

/** An outbox whose channel answers as told, with a clock that stands until it is pushed. */
function makeOutbox(answer: () => Promise<void>) {
  let nowMs = 0;
  const stored: string[] = [];
  const channel = { id: 1, kind: "slack", enabled: true } as Channel;
  const outbox = new Outbox({
    store: {
      saveDelivery: (id, attempts) => Promise.resolve(void stored.push(`${id} try ${attempts}`)),
      removeDelivery: (id) => Promise.resolve(void stored.push(`${id} gone`)),
    },
    channel: (id) => id === 1 ? channel : null,
    send: answer,
    now: () => nowMs,
    logError: (message) => assert.fail(message),
  });
  /** Sends what is due and waits until it has arrived or failed. */
  const settle = async (ms = 0) => {
    nowMs += ms;
    outbox.tick();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { outbox, stored, channel, settle };
}

Deno.test("Outbox sends one after the other and forgets what has arrived", async () => {
  let sent = 0;
  const { outbox, stored, settle } = makeOutbox(() => Promise.resolve(void sent++));
  outbox.add([delivery(1), delivery(2)]);
  await settle();
  assert.deepEqual(stored, ["1 gone"]);
  await settle();
  assert.deepEqual(stored, ["1 gone", "2 gone"]);
  assert.equal(sent, 2);
  const { waiting, sent: counted, lastError } = outbox.health(1);
  assert.deepEqual([waiting, counted, lastError], [0, 2, null]);
});

Deno.test("Outbox tries again after longer and longer, then gives the message up", async () => {
  const { outbox, stored, settle } = makeOutbox(() => Promise.reject(new Error("no route")));
  outbox.add([delivery(1)]);
  await settle();
  await settle(RETRIES_MS[0] - 1);
  assert.deepEqual(stored, ["1 try 1"], "not a moment too early");
  await settle(1);
  for (const waitMs of RETRIES_MS.slice(1)) await settle(waitMs);
  assert.deepEqual(stored, [...RETRIES_MS.map((_, n) => `1 try ${n + 1}`), "1 gone"]);
  assert.deepEqual(outbox.health(1), {
    waiting: 0,
    sent: 0,
    failed: RETRIES_MS.length + 1,
    dropped: 1,
    lastSentAtMs: null,
    lastError: "no route",
  });
});

Deno.test("Outbox goes on in order when the channel is back", async () => {
  let down = true, sent = 0;
  const { outbox, stored, settle } = makeOutbox(() =>
    down ? Promise.reject(new Error("down")) : Promise.resolve(void sent++)
  );
  outbox.add([delivery(1), delivery(2)]);
  await settle();
  down = false;
  await settle(RETRIES_MS[0]);
  await settle();
  assert.deepEqual(stored, ["1 try 1", "1 gone", "2 gone"]);
  assert.equal(outbox.health(1).lastError, null);
});

Deno.test("Outbox drops the oldest when too many wait, and counts them", () => {
  const { outbox, stored } = makeOutbox(() => Promise.resolve());
  outbox.add(Array.from({ length: MAX_WAITING + 3 }, (_, n) => delivery(n + 1)));
  assert.deepEqual(stored, ["1 gone", "2 gone", "3 gone"]);
  assert.deepEqual(outbox.totals(), { waiting: MAX_WAITING, sent: 0, failed: 0, dropped: 3 });
});

Deno.test("Outbox drops what is for a channel that was switched off or removed", async () => {
  const { outbox, stored, channel, settle } = makeOutbox(() => assert.fail("nothing is sent"));
  outbox.add([delivery(1), delivery(2)]);
  channel.enabled = false;
  await settle();
  assert.deepEqual(stored, ["1 gone"]);
  outbox.forget(1);
  assert.deepEqual(stored, ["1 gone", "2 gone"]);
});
