import assert from "node:assert/strict";
import { AgentDoor, type DoorDeps } from "./door.ts";
import type { AgentRegistry } from "./registry.ts";

const HOME = "192.0.2.7";

/** As much of a socket as the door touches. */
class FakeSocket extends EventTarget {
  binaryType = "";
  closedWith: [number, string] | null = null;
  close(code: number, reason: string): void {
    this.closedWith ??= [code, reason];
    this.dispatchEvent(new Event("close"));
  }
}

function newDoor(maxPerAddress = 1_000) {
  const refused: string[] = [];
  const registry = {
    approvedAt: (address: string) => address === HOME ? 1 : 0,
    onChange: () => () => {},
  } as unknown as AgentRegistry;
  const deps: DoorDeps = {
    registry,
    onTargetsChange: () => () => {},
    newLine: () => ({
      ref: null,
      receive: () => Promise.resolve(),
      update: () => {},
      replaced: () => {},
      closed: () => Promise.resolve(),
    }),
    maxPerAddress,
    monotonicMs: () => 0,
    refused: (address, reason) => Promise.resolve(void refused.push(`${address}: ${reason}`)),
    logError: (_, error) => assert.fail(String(error)),
  };
  const door = new AgentDoor(deps), sockets: FakeSocket[] = [];
  const come = (address: string) => {
    if (!door.admits(address)) return null;
    const socket = new FakeSocket();
    sockets.push(socket);
    door.accept(socket as unknown as WebSocket, address, "native");
    socket.dispatchEvent(new Event("open"));
    return socket;
  };
  return { come, leave: () => sockets.forEach((socket) => socket.close(1000, "")) };
}

Deno.test("AgentDoor bounds the strangers of one address, and lets others in", () => {
  const { come, leave } = newDoor();
  const came = Array.from({ length: 200 }, () => come("203.0.113.66")).filter(Boolean);
  assert.equal(came.length, 50);
  assert.ok(come("203.0.113.67"));
  came[0]!.close(1000, "");
  assert.ok(come("203.0.113.66"), "one left, one may come");
  leave();
});

Deno.test("AgentDoor keeps room for approved agents in a flood from everywhere", () => {
  const { come, leave } = newDoor();
  const flood = Array.from({ length: 2_000 }, (_, n) => come(`2001:db8::${n.toString(16)}`));
  assert.equal(flood.filter(Boolean).length, 500);
  assert.equal(come("203.0.113.5"), null);
  assert.ok(come(HOME));
  leave();
});

Deno.test("AgentDoor bounds all connections of an address", () => {
  const { come, leave } = newDoor(2);
  assert.deepEqual([come(HOME), come(HOME), come(HOME)].map(Boolean), [true, true, false]);
  leave();
});

Deno.test("AgentDoor cuts off whoever sends too many frames a second", () => {
  const { come, leave } = newDoor();
  const socket = come(HOME)!;
  const send = () => socket.dispatchEvent(new MessageEvent("message", { data: "x" }));
  for (let n = 0; n < 2_000; n++) send();
  assert.equal(socket.closedWith, null);
  send();
  assert.deepEqual(socket.closedWith, [1008, "too many frames a second"]);
  leave();
});
