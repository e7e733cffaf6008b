import assert from "node:assert/strict";
import { type Connection, LiveSocket, readJson, type SocketLike } from "./live_socket.ts";

class FakeSocket implements SocketLike {
  sent: string[] = [];
  closed = false;
  onmessage: SocketLike["onmessage"] = null;
  onclose: SocketLike["onclose"] = null;
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
  say(message: unknown) {
    const data = typeof message === "string" ? message : JSON.stringify(message);
    this.onmessage?.({ data } as MessageEvent);
  }
  hangUp() {
    this.onclose?.({} as CloseEvent);
  }
}

interface Timer {
  delayMs: number;
  run: () => void;
}

function start(random = 0) {
  const sockets: FakeSocket[] = [], connections: Connection[] = [], messages: unknown[] = [];
  let timers: Timer[] = [], follows = true;
  const live = new LiveSocket({
    open() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    after(delayMs, run) {
      const timer = { delayMs, run };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    read: readJson,
    random: () => random,
  }, {
    onMessage(message) {
      messages.push(message);
      return follows;
    },
    onConnection: (connection) => connections.push(connection),
  });
  live.start();
  return {
    live,
    sockets,
    connections,
    messages,
    breakOrder: () => void (follows = false),
    timers: () => timers.map((timer) => timer.delayMs),
    /** Runs the only timer there is. */
    pass() {
      assert.equal(timers.length, 1);
      const [timer] = timers;
      timers = [];
      timer.run();
      return timer.delayMs;
    },
  };
}
const snapshot = { type: "snapshot", seq: 1 }, delta = { type: "delta", seq: 2 };

Deno.test("LiveSocket is live only once a snapshot has come", () => {
  const { sockets, connections, messages } = start();
  assert.deepEqual(connections, ["connecting"]);
  sockets[0].say(delta);
  assert.deepEqual(messages, [], "a delta without a snapshot says nothing");
  sockets[0].say(snapshot);
  assert.deepEqual(connections, ["connecting", "live"]);
  sockets[0].say(delta);
  assert.deepEqual(messages, [snapshot, delta]);
});

Deno.test("LiveSocket comes back with a delay that doubles to a limit", () => {
  const page = start();
  const delays = Array.from({ length: 8 }, (_, i) => {
    page.sockets[i].hangUp();
    return page.pass();
  });
  assert.deepEqual(delays, [250, 500, 1000, 2000, 4000, 7500, 7500, 7500]);
  assert.equal(page.sockets.length, 9);
  assert.equal(page.connections.at(-1), "reconnecting");
});

Deno.test("LiveSocket spreads its return by chance and forgets failures once live", () => {
  const page = start(0.5);
  page.sockets[0].hangUp();
  assert.equal(page.pass(), 375);
  page.sockets[1].say(snapshot);
  page.sockets[1].hangUp();
  assert.equal(page.pass(), 375);
});

Deno.test("LiveSocket asks for a snapshot once when a message does not follow", () => {
  const page = start();
  page.sockets[0].say(snapshot);
  page.breakOrder();
  page.sockets[0].say(delta);
  page.sockets[0].say(delta);
  assert.deepEqual(page.sockets[0].sent, ['{"type":"resync"}']);
  assert.equal(page.sockets[0].closed, false);
});

Deno.test("LiveSocket asks for a snapshot when a message is not JSON", () => {
  const page = start();
  page.sockets[0].say(snapshot);
  page.sockets[0].say("{oops");
  assert.deepEqual(page.sockets[0].sent, ['{"type":"resync"}']);
});

Deno.test("LiveSocket asks after long silence and gives up without an answer", () => {
  const page = start();
  page.sockets[0].say(snapshot);
  assert.equal(page.pass(), 20_000);
  assert.deepEqual(page.sockets[0].sent, ['{"type":"resync"}']);
  assert.equal(page.pass(), 8_000);
  assert.equal(page.sockets[0].closed, true);
  assert.equal(page.connections.at(-1), "reconnecting");
});

Deno.test("LiveSocket gives up a connection that never says anything", () => {
  const page = start();
  assert.equal(page.pass(), 8_000);
  assert.equal(page.sockets[0].closed, true);
});

Deno.test("LiveSocket.retryNow() tries at once, but not beside a connection", () => {
  const page = start();
  page.live.retryNow();
  assert.equal(page.sockets.length, 1);
  page.sockets[0].hangUp();
  page.live.retryNow();
  assert.equal(page.sockets.length, 2);
});

Deno.test("LiveSocket.stop() closes, leaves no timer and stays silent", () => {
  const page = start();
  const before = page.connections.length;
  page.live.stop();
  page.sockets[0].hangUp();
  page.live.retryNow();
  assert.deepEqual(page.timers(), []);
  assert.equal(page.sockets[0].closed, true);
  assert.equal(page.connections.length, before);
});
