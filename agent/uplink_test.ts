import assert from "node:assert/strict";
import type { TargetList } from "@/shared/target.ts";
import { toBase64url } from "@/shared/wire/base64url.ts";
import { type AgentMessage, type ServerMessage, SUBPROTOCOL } from "@/shared/wire/control.ts";
import { openIdentity, verifyHello } from "@/shared/wire/handshake.ts";
import { decodeRound, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { ClockOffset } from "./clock_offset.ts";
import { connectTo } from "./connect.ts";
import { RoundBuffer } from "./round_buffer.ts";
import { RoundClock } from "./round_clock.ts";
import { newState } from "./state.ts";
import { Uplink } from "./uplink.ts";

const nonce = toBase64url(new Uint8Array(32).fill(7));
const secret = toBase64url(new Uint8Array(32).fill(8));
const identity = { hostname: "edge", version: "0.1.0", address: "" };
const health = {
  bufferedBytes: 0,
  lagMs: 3,
  starvedRounds: 0,
  sendErrors: 0,
  skippedProbes: 0,
  clockOffsetMs: null,
  clockErrorMs: null,
};
const round = (number: number): RoundFrame => ({
  session: 1,
  round: number,
  revision: 1,
  startedAtMs: 1_795_000_000_000 + number,
  flags: 0,
  results: new Uint32Array([number]),
  notes: new Uint8Array(),
});

/** A server of the wire, driven by the test: it hands out each connection and each frame. */
class Server {
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #sockets = new Queue<Peer>();

  constructor() {
    this.#server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
      const { socket, response } = Deno.upgradeWebSocket(request, { protocol: SUBPROTOCOL });
      socket.binaryType = "arraybuffer";
      const peer = new Peer(socket);
      socket.onopen = () => this.#sockets.push(peer);
      return response;
    });
  }
  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }
  next(): Promise<Peer> {
    return this.#sockets.next();
  }
  close(): Promise<void> {
    return this.#server.shutdown();
  }
}

class Peer {
  readonly #frames = new Queue<AgentMessage | RoundFrame>();
  readonly closed: Promise<void>;

  constructor(readonly socket: WebSocket) {
    socket.onmessage = ({ data }) =>
      this.#frames.push(
        typeof data === "string" ? JSON.parse(data) : decodeRound(new Uint8Array(data), 10),
      );
    this.closed = new Promise((resolve) => socket.onclose = () => resolve());
  }
  say(message: ServerMessage): void {
    this.socket.send(JSON.stringify(message));
  }
  /** The next frame that is no report and no question for the time. */
  async hear(): Promise<AgentMessage | RoundFrame> {
    for (;;) {
      const frame = await this.#frames.next();
      if (!("type" in frame) || frame.type === "hello") return frame;
    }
  }
  /** The next message of a type. */
  async hearOf<Type extends AgentMessage["type"]>(
    type: Type,
  ): Promise<AgentMessage & { type: Type }> {
    for (;;) {
      const frame = await this.#frames.next();
      if ("type" in frame && frame.type === type) return frame as AgentMessage & { type: Type };
    }
  }
  async approve(): Promise<void> {
    this.say({ type: "challenge", nonce });
    await this.hear();
    this.say({ type: "status", status: "approved", agentId: "agent_1", message: "" });
  }
}

class Queue<T> {
  #items: T[] = [];
  #waiting: ((item: T) => void)[] = [];
  push(item: T): void {
    const first = this.#waiting.shift();
    if (first) first(item);
    else this.#items.push(item);
  }
  next(): Promise<T> {
    const item = this.#items.shift();
    if (item !== undefined) return Promise.resolve(item);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

async function withUplink(
  work: (t: {
    server: Server;
    uplink: Uplink;
    buffer: RoundBuffer;
    publicKey: string;
    told: Queue<string>;
    lists: Queue<TargetList>;
    clock: ClockOffset;
  }) => Promise<void>,
  knowsTime = true,
): Promise<void> {
  const server = new Server();
  const state = await newState({ url: server.url, id: "e1", secret });
  const buffer = new RoundBuffer();
  const told = new Queue<string>();
  const lists = new Queue<TargetList>();
  const atMs = 1_795_000_000_000;
  const clock = new ClockOffset(() => atMs, () => 0);
  if (knowsTime) clock.answer({ ...clock.ask()!, receivedAtMs: atMs, repliedAtMs: atMs });
  const uplink = new Uplink({
    state,
    identity,
    buffer,
    clock,
    rounds: new RoundClock(clock),
    report: () => ({ ...health, bufferedRounds: buffer.size, droppedRounds: buffer.dropped }),
    connect: connectTo,
    random: () => 0,
    monotonicMs: () => 0,
    onStatus: (status) => told.push(status),
    onTargets: (list) => {
      if (list.revision === 666) throw new RangeError("a list of no use");
      lists.push(list);
    },
    onRefused: (reason) => told.push(`refused: ${reason}`),
    onNotice: () => {},
  });
  uplink.start();
  try {
    await work({ server, uplink, buffer, publicKey: state.publicKey, told, lists, clock });
  } finally {
    uplink.close();
    await server.close();
  }
}

Deno.test("Uplink proves its key and seals who it is under the token's secret", () =>
  withUplink(async ({ server, publicKey }) => {
    const peer = await server.next();
    peer.say({ type: "challenge", nonce });
    const hello = await peer.hear() as AgentMessage & { type: "hello" };
    assert.equal(hello.publicKey, publicKey);
    assert.equal(await verifyHello(publicKey, nonce, hello.signature), true);
    assert.equal(hello.enrolment!.id, "e1");
    assert.equal(hello.identity, undefined, "nothing in clear on the first call");
    assert.deepEqual(await openIdentity(secret, nonce, publicKey, hello.enrolment!), identity);
  }));

Deno.test("Uplink sends rounds once approved, and again after a cut, until acknowledged", () =>
  withUplink(async ({ server, uplink, buffer, told }) => {
    buffer.add(round(1));
    buffer.add(round(2));
    const first = await server.next();
    await first.approve();
    assert.deepEqual([await first.hear(), await first.hear()], [round(1), round(2)]);
    first.say({ type: "ack", session: 1, round: 1 });
    buffer.add(round(3));
    uplink.flush();
    assert.deepEqual(await first.hear(), round(3), "2 went out already on this connection");
    first.socket.close();
    const second = await server.next();
    await second.approve();
    assert.deepEqual([await second.hear(), await second.hear()], [round(2), round(3)]);
    second.say({ type: "ack", session: 1, round: 3 });
    second.say({ type: "status", status: "hold", agentId: "agent_1", message: "" });
    assert.deepEqual([await told.next(), await told.next(), await told.next()], [
      "approved",
      "approved",
      "hold",
    ]);
    assert.equal(buffer.size, 0);
  }));

Deno.test("Uplink keeps rounds to itself while it is not approved", () =>
  withUplink(async ({ server, uplink, buffer, told }) => {
    buffer.add(round(1));
    const peer = await server.next();
    peer.say({ type: "challenge", nonce });
    await peer.hear();
    peer.say({ type: "status", status: "pending", agentId: null, message: "" });
    assert.equal(await told.next(), "pending");
    uplink.flush();
    peer.say({ type: "status", status: "approved", agentId: "agent_1", message: "" });
    assert.deepEqual(await peer.hear(), round(1));
  }));

Deno.test("Uplink sends again what an agent on hold had sent in vain", () =>
  withUplink(async ({ server, buffer, told, uplink }) => {
    buffer.add(round(1));
    const peer = await server.next();
    await peer.approve();
    assert.deepEqual(await peer.hear(), round(1));
    peer.say({ type: "status", status: "hold", agentId: "agent_1", message: "" });
    peer.say({ type: "status", status: "approved", agentId: "agent_1", message: "" });
    await told.next();
    assert.deepEqual([await told.next(), await told.next()], ["hold", "approved"]);
    buffer.add(round(2));
    uplink.flush();
    assert.deepEqual([await peer.hear(), await peer.hear()], [round(1), round(2)]);
  }));

Deno.test("Uplink hands on target lists and refuses one that is none", () =>
  withUplink(async ({ server, lists }) => {
    const peer = await server.next();
    await peer.approve();
    peer.say({ type: "targets", revision: 3, targets: [] });
    assert.equal((await lists.next()).revision, 3);
    peer.socket.send('{"type":"targets","revision":4,"targets":[{"address":"not-an-ip!"}]}');
    await peer.closed;
    await (await server.next()).approve();
  }));

Deno.test("Uplink says that it was refused", () =>
  withUplink(async ({ server, told }) => {
    const peer = await server.next();
    peer.socket.close(4403, "this key is not known here");
    assert.equal(await told.next(), "refused: this key is not known here");
  }));

Deno.test("Uplink reports on itself after each round", () =>
  withUplink(async ({ server, buffer }) => {
    buffer.add(round(1));
    const peer = await server.next();
    await peer.approve();
    const report = await peer.hearOf("report");
    assert.deepEqual(report, { type: "report", ...health, bufferedRounds: 1, droppedRounds: 0 });
  }));

Deno.test("Uplink asks for the server's clock and takes the answer", () =>
  withUplink(async ({ server, buffer, lists, clock }) => {
    buffer.add(round(1));
    const peer = await server.next();
    await peer.approve();
    peer.say({ type: "ack", session: 1, round: 1 });
    const { askedAtMs } = await peer.hearOf("time");
    const serverMs = askedAtMs + 7_000;
    peer.say({ type: "time", askedAtMs, receivedAtMs: serverMs, repliedAtMs: serverMs });
    peer.say({ type: "targets", revision: 1, targets: [] });
    await lists.next();
    assert.deepEqual(clock.estimate, { offsetMs: 7_000, errorMs: 0 });
  }, false));

Deno.test("Uplink drops a round that the server can never keep, and no other", () =>
  withUplink(async ({ server, buffer, lists }) => {
    for (const number of [1, 2, 3]) buffer.add(round(number));
    const peer = await server.next();
    await peer.approve();
    peer.say({ type: "discard", session: 1, round: 2, reason: "no such list" });
    peer.say({ type: "targets", revision: 1, targets: [] });
    await lists.next();
    assert.deepEqual([buffer.all().map((r) => r.round), buffer.dropped], [[1, 3], 1]);
  }));

Deno.test("Uplink keeps no more than 4 MiB under way, and goes on with each answer", () =>
  withUplink(async ({ server, buffer }) => {
    const large = (number: number) => ({ ...round(number), notes: new Uint8Array(512 * 1024) });
    for (let number = 1; number <= 12; number++) buffer.add(large(number));
    const peer = await server.next();
    await peer.approve();
    const heard: number[] = [];
    for (let count = 0; count < 7; count++) heard.push((await peer.hear() as RoundFrame).round);
    const report = await peer.hearOf("report");
    assert.equal(report.bufferedRounds, 12, "it reported before an eighth round went out");
    peer.say({ type: "ack", session: 1, round: 6 });
    for (let count = 0; count < 5; count++) heard.push((await peer.hear() as RoundFrame).round);
    assert.deepEqual(heard, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  }));

const nonsense: [string, string | Uint8Array<ArrayBuffer>][] = [
  ["a list of no use", '{"type":"targets","revision":666,"targets":[]}'],
  ["an unknown message", '{"type":"reboot"}'],
  ["no JSON", "\u0000"],
  ["a binary frame", new Uint8Array(40)],
];
for (const [name, frame] of nonsense) {
  Deno.test(`Uplink ends a connection on which the server sends ${name}`, () =>
    withUplink(async ({ server }) => {
      const peer = await server.next();
      await peer.approve();
      peer.socket.send(frame);
      await peer.closed;
      await (await server.next()).approve();
    }));
}

Deno.test("Uplink takes no list from a connection that has ended", async () => {
  const told: string[] = [];
  const socket = { close() {}, send() {}, readyState: WebSocket.OPEN } as unknown as WebSocket;
  const clock = new ClockOffset(() => 0, () => 0);
  const uplink = new Uplink({
    state: await newState({ url: "http://127.0.0.1:1", id: "e1", secret }),
    identity,
    buffer: new RoundBuffer(),
    clock,
    rounds: new RoundClock(clock),
    report: null,
    connect: () => socket,
    random: () => 0,
    monotonicMs: () => 0,
    onStatus: (status) => told.push(status),
    onTargets: ({ revision }) => told.push(`list ${revision}`),
    onRefused: (reason) => told.push(`refused: ${reason}`),
    onNotice: () => {},
  });
  uplink.start();
  const say = (message: ServerMessage) =>
    socket.onmessage!({ data: JSON.stringify(message) } as MessageEvent);
  say({ type: "status", status: "approved", agentId: "agent_1", message: "" });
  say({ type: "targets", revision: 1, targets: [] });
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  say({ type: "targets", revision: 2, targets: [] });
  socket.onclose!({ code: 4403, reason: "rejected" } as CloseEvent);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  uplink.close();
  assert.deepEqual(told, ["approved", "list 1", "refused: rejected"]);
});

Deno.test("Uplink asks for the time first, and puts rounds on the server's clock, once each", () =>
  withUplink(async ({ server, buffer }) => {
    buffer.add(round(1));
    const first = await server.next();
    await first.approve();
    const { askedAtMs } = await first.hearOf("time");
    const atMs = askedAtMs - 7_000;
    first.say({ type: "time", askedAtMs, receivedAtMs: atMs, repliedAtMs: atMs });
    const sent = await first.hear() as RoundFrame;
    assert.deepEqual([sent.startedAtMs, sent.flags], [round(1).startedAtMs - 7_000, 4]);
    first.socket.close();
    const second = await server.next();
    await second.approve();
    assert.deepEqual(await second.hear(), sent, "sent again it is the same");
  }, false));

Deno.test("Uplink sends rounds as they are when the server's time is of no use", () =>
  withUplink(async ({ server, buffer }) => {
    buffer.add(round(1));
    const peer = await server.next();
    await peer.approve();
    const { askedAtMs } = await peer.hearOf("time");
    // A way of less than no time.
    const repliedAtMs = askedAtMs + 9_000;
    peer.say({ type: "time", askedAtMs, receivedAtMs: askedAtMs, repliedAtMs });
    await peer.hear().then((sent) => assert.deepEqual(sent, round(1)));
  }, false));
