import assert from "node:assert/strict";
import { parseAllowList } from "./allow_list.ts";
import { type EventIntakeOptions, intakeOfEvents } from "./event_intake_fixture.ts";
import { type TcpOptions, TcpReceiver } from "./tcp_receiver.ts";

const fail = (error: unknown) => {
  throw error;
};

/** A receiver on loopback whose events are gathered. */
function open(options: Partial<EventIntakeOptions & TcpOptions> = {}) {
  const raw: string[] = [];
  const waiting: [number, () => void][] = [];
  const intake = intakeOfEvents({
    onEvents: (events) => {
      raw.push(...events.map((event) => event.raw));
      for (const [count, done] of waiting) if (raw.length >= count) done();
    },
    onError: fail,
    allowList: parseAllowList([]),
    maxBatch: 1,
    ...options,
  });
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const receiver = new TcpReceiver(listener, { intake, onError: fail, ...options });
  return {
    raw,
    intake,
    receiver,
    arrived: (count: number) =>
      new Promise<void>((resolve) => {
        if (raw.length >= count) resolve();
        else waiting.push([count, resolve]);
      }),
    connect: () => Deno.connect({ hostname: "127.0.0.1", port: receiver.address.port }),
    async close() {
      await receiver.close();
      await intake.flush();
    },
  };
}

const write = async (conn: Deno.Conn, text: string) => {
  const writer = conn.writable.getWriter();
  await writer.write(new TextEncoder().encode(text));
  writer.releaseLock();
};

/** True when the other end has closed. */
const isEnded = async (conn: Deno.Conn) =>
  await conn.read(new Uint8Array(1)).catch(() => null) === null;

Deno.test("TcpReceiver takes lines and counted messages on the same port", async () => {
  const { raw, receiver, arrived, connect, close } = open();
  using lines = await connect();
  using counted = await connect();
  await write(lines, "<13>a: line\n");
  await write(counted, "12 <13>a: count");
  await arrived(2);
  assert.deepEqual(raw.toSorted(), ["<13>a: count".slice(0, 12), "<13>a: line"]);
  assert.deepEqual(receiver.counters(), { open: 2, accepted: 2, turnedAway: 0, framingErrors: 0 });
  await close();
});

Deno.test("TcpReceiver ends a connection when it breaks the framing, and no other", async () => {
  const { raw, receiver, arrived, connect, close } = open();
  using broken = await connect();
  using good = await connect();
  await write(broken, "7 <13>a: b");
  await write(broken, "no count");
  assert.ok(await isEnded(broken));
  await write(good, "<13>c: d\n");
  await arrived(2);
  assert.deepEqual(raw.toSorted(), ["<13>a: ", "<13>c: d"].toSorted());
  assert.equal(receiver.counters().framingErrors, 1);
  await close();
});

Deno.test("TcpReceiver turns away who may not send, and who is one too many", async () => {
  const stranger = open({ allowList: parseAllowList(["192.0.2.0/24"]) });
  using refused = await stranger.connect();
  assert.ok(await isEnded(refused));
  assert.equal(stranger.intake.counters().refused, 1);
  await stranger.close();

  const small = open({ maxConnections: 1 });
  using first = await small.connect();
  await write(first, "<13>a: b\n");
  await small.arrived(1);
  using second = await small.connect();
  assert.ok(await isEnded(second));
  assert.equal(small.receiver.counters().turnedAway, 1);
  await small.close();
});

Deno.test("TcpReceiver lets a new connection in when an idle one can go", async () => {
  let nowMs = 0;
  const { receiver, arrived, connect, close } = open({ maxConnections: 1, now: () => nowMs });
  using idle = await connect();
  await write(idle, "<13>a: b\n");
  await arrived(1);
  nowMs = 60_000;
  using fresh = await connect();
  assert.ok(await isEnded(idle));
  await write(fresh, "<13>c: d\n");
  await arrived(2);
  assert.equal(receiver.counters().turnedAway, 0);
  await close();
});

Deno.test("TcpReceiver makes the sender wait when the consumer is slow, and loses nothing", async () => {
  const gate = Promise.withResolvers<void>();
  const taken: string[] = [];
  const { intake, connect, close } = open({
    queueCapacity: 4,
    onEvents: async (events) => {
      await gate.promise;
      taken.push(...events.map(({ raw }) => raw));
    },
  });
  const lines = Array.from({ length: 500 }, (_, n) => `<13>a: ${n}`);
  {
    using conn = await connect();
    await write(conn, lines.join("\n"));
  }
  gate.resolve();
  await close();
  assert.deepEqual(taken, lines);
  assert.equal(intake.counters().dropped, 0);
});

Deno.test("TcpReceiver.close() says the end to senders and reads what they had sent", async () => {
  const { raw, connect, close, arrived } = open();
  using conn = await connect();
  await write(conn, "<13>a: 1\n");
  await arrived(1);
  const closing = close();
  assert.ok(await isEnded(conn));
  await write(conn, "<13>a: 2\n<13>a: 3");
  conn.close();
  await closing;
  assert.deepEqual(raw, ["<13>a: 1", "<13>a: 2", "<13>a: 3"]);
});
