import assert from "node:assert/strict";
import type { EchoTarget } from "@/agent/icmp/address_cache.ts";
import { type Echo, EchoTable, MAX_WAITING } from "@/agent/icmp/echo_table.ts";

const HOME: EchoTarget = {
  family: 4,
  bytes: Uint8Array.of(2, 0, 0, 0, 192, 0, 2, 1),
  ip: Uint8Array.of(192, 0, 2, 1),
  text: "192.0.2.1",
  lostInARow: 0,
};
let cookies = 0;

function add(table: EchoTable): Echo {
  return table.add(HOME, 3_000, () => {}, new Uint8Array(20).fill(++cookies % 251), 4);
}

/** What a message is that has the cookie of `echo`, cut to `bytes` and changed. */
function match(
  table: EchoTable,
  { sequence, bytes = 16, flip = -1, ip = HOME.ip }: {
    sequence: number;
    bytes?: number;
    flip?: number;
    ip?: Uint8Array;
  },
  echo: Echo,
) {
  const at = table.cookieAt(echo);
  const message = Uint8Array.of(9, ...table.cookies.slice(at, at + 16), 9, 9);
  if (flip >= 0) message[1 + flip] ^= 1;
  return table.match(table.find(sequence, message, 1, 1 + bytes), ip, 0);
}

Deno.test("EchoTable.match() wants sequence, cookie and address", () => {
  const table = new EchoTable(7);
  const echo = add(table);
  const { sequence } = echo;
  assert.equal(sequence, 7);
  assert.equal(match(table, { sequence: 8 }, echo), "foreign");
  assert.equal(match(table, { sequence, flip: 0 }, echo), "foreign");
  assert.equal(match(table, { sequence, flip: 15 }, echo), "foreign");
  assert.equal(match(table, { sequence, bytes: 17 }, echo), "foreign");
  assert.equal(match(table, { sequence, ip: Uint8Array.of(192, 0, 2, 2) }, echo), "foreign");
  assert.equal(match(table, { sequence, ip: Uint8Array.of(192, 0, 2) }, echo), "foreign");
  assert.equal(match(table, { sequence }, echo), "waiting");
  // As an ICMP error quotes it.
  assert.equal(match(table, { sequence, bytes: 0 }, echo), "waiting");
});

Deno.test("EchoTable.match() tells late from duplicate when the wait is over", () => {
  const table = new EchoTable(0);
  for (
    const [state, expected] of [
      ["received", "duplicate"],
      ["answered", "duplicate"],
      ["expired", "late"],
      ["unsent", "foreign"],
    ] as const
  ) {
    const echo = add(table);
    table.finish(echo, state);
    assert.equal(match(table, echo, echo), expected, state);
  }
  assert.equal(table.waiting, 0);
});

Deno.test("EchoTable.add() skips numbers in use when they wrap around", () => {
  const table = new EchoTable(0xfffe);
  const kept = add(table);
  const received = add(table);
  table.finish(received, "received");
  for (let i = 0; i < 0xfffe; i++) {
    const echo = add(table);
    assert.equal(echo.sequence, i);
    table.finish(echo, "answered");
  }
  assert.equal(add(table).sequence, 0);
  assert.equal(match(table, kept, kept), "waiting");
  assert.equal(match(table, received, received), "duplicate");
});

Deno.test("EchoTable refuses more than its bound", () => {
  const table = new EchoTable(0, 2);
  const echo = add(table);
  const other = add(table);
  assert.equal(table.isFull, true);
  assert.deepEqual(table.allWaiting(), [echo, other]);
  assert.throws(() => add(table), new RangeError("2 requests are waiting already"));
  table.finish(echo, "unsent");
  assert.equal(add(table).sequence, 2);
  assert.throws(() => new EchoTable(0, MAX_WAITING + 1), RangeError);
});
