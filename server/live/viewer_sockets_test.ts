import assert from "node:assert/strict";
import { Topic } from "./topic.ts";
import { viewerSockets } from "./viewer_sockets.ts";
import { Watchers } from "./watchers.ts";

/** As much of a socket as a viewer needs. */
class FakeSocket extends EventTarget {
  readonly bufferedAmount = 0;
  readonly sent: unknown[] = [];
  closedWith: number | null = null;
  send(message: unknown): void {
    this.sent.push(message);
  }
  close(code = 1000): void {
    this.closedWith ??= code;
    this.dispatchEvent(new Event("close"));
  }
}

function liveView(capacity?: number) {
  const watchers = new Watchers(capacity);
  const topic = new Topic({ snapshot: (seq) => ({ type: "snapshot", seq }), delta: () => null });
  const join = viewerSockets({ matrix: topic, traffic: topic }, watchers);
  const upgrade = () => {
    const socket = new FakeSocket();
    const watcher = { person: "ada", address: "127.0.0.1", topic: "matrix", sinceMs: 0 } as const;
    join(watcher, socket as unknown as WebSocket);
    return socket;
  };
  return { upgrade, counts: () => [watchers.list().length, topic.viewers] };
}

Deno.test("viewerSockets() counts a watcher from when its socket is open until it closes", () => {
  const { upgrade, counts } = liveView();
  // One that goes away during the handshake is never heard of again: it must not count.
  upgrade();
  assert.deepEqual(counts(), [0, 0]);
  const socket = upgrade();
  socket.dispatchEvent(new Event("open"));
  assert.deepEqual(counts(), [1, 1]);
  assert.equal(socket.sent.length, 1);
  socket.close();
  assert.deepEqual(counts(), [0, 0]);
});

Deno.test("viewerSockets() turns away who is too many, and who says what nobody may", () => {
  const { upgrade, counts } = liveView(1);
  const [one, two] = [upgrade(), upgrade()];
  one.dispatchEvent(new Event("open"));
  two.dispatchEvent(new Event("open"));
  assert.equal(two.closedWith, 1013);
  assert.deepEqual(counts(), [1, 1]);
  one.dispatchEvent(new MessageEvent("message", { data: "let me in" }));
  assert.equal(one.closedWith, 1008);
  assert.deepEqual(counts(), [0, 0]);
});
