import assert from "node:assert/strict";
import { type TrafficEvent } from "@/shared/traffic/event.ts";
import { parseAllowList } from "./allow_list.ts";
import { type EventIntakeOptions, intakeOfEvents } from "./event_intake_fixture.ts";
import { type DatagramSocket, receiveUdp, type UdpOptions, UdpReceiver } from "./udp_receiver.ts";

const utf8 = new TextEncoder();
const fail = (error: unknown) => {
  throw error;
};

type Options =
  & Pick<EventIntakeOptions, "onEvents" | "onError">
  & Partial<EventIntakeOptions & UdpOptions>;

/** A receiver and its intake; closing closes the one and empties the other. */
function receive(
  open: (options: UdpOptions) => UdpReceiver,
  options: Options,
  allow: string[] = [],
) {
  const intake = intakeOfEvents({ allowList: parseAllowList(allow), ...options });
  const receiver = open({ intake, onError: options.onError, timers: options.timers });
  const close = async () => {
    await receiver.close();
    await intake.flush();
  };
  return { intake, receiver, address: receiver.address, close };
}

/** A consumer that resolves once it has so many events. */
function collect(count: number) {
  const events: TrafficEvent[] = [];
  let done = () => {};
  const complete = new Promise<void>((resolve) => done = resolve);
  const onEvents = (batch: TrafficEvent[]) => {
    events.push(...batch);
    if (events.length >= count) done();
  };
  return { events, complete, onEvents };
}

async function send(to: Deno.NetAddr, hostname: string, payloads: Uint8Array[]): Promise<void> {
  const socket = Deno.listenDatagram({ transport: "udp", hostname, port: 0 });
  for (const bytes of payloads) {
    await socket.send(bytes, { transport: "udp", hostname, port: to.port });
  }
  socket.close();
}

Deno.test("receiveUdp() hands over events when datagrams of up to 60 KiB arrive", async () => {
  const { events, complete, onEvents } = collect(3);
  const { intake, address, close } = receive((options) => receiveUdp("127.0.0.1", 0, options), {
    onEvents,
    onError: fail,
    now: () => 5000,
    maxBatch: 3,
  });
  const long = "<13>long: " + "x".repeat(60 * 1024);
  const packet = "<6>kernel: IN=a OUT= SRC=10.0.0.1 DST=10.0.0.2 PROTO=ICMP TYPE=8 CODE=0";
  await send(
    address,
    "127.0.0.1",
    [long, packet, "no priority"].map((t) => utf8.encode(t)),
  );
  await complete;
  assert.deepEqual(events.map((e) => e.kind), ["text", "icmp", "text"]);
  assert.equal(events[0].raw, long);
  assert.deepEqual([events[1].sender, events[1].receivedAtMs], ["127.0.0.1", 5000]);
  await close();
  const bytes = long.length + packet.length + "no priority".length;
  assert.deepEqual(intake.senders(), [
    { address: "127.0.0.1", received: 3, bytes, unparsed: 1, refused: 0, lastSeenAtMs: 5000 },
  ]);
});

Deno.test("receiveUdp() spells IPv4 senders the same when it listens on ::", async () => {
  const { events, complete, onEvents } = collect(1);
  const { address, close } = receive((options) => receiveUdp("::", 0, options), {
    onEvents,
    onError: fail,
    maxBatch: 1,
  });
  await send(address, "127.0.0.1", [utf8.encode("<13>a: b")]);
  await complete;
  assert.equal(events[0].sender, "127.0.0.1");
  await close();
});

Deno.test("UdpReceiver takes a datagram apart when its lines have priorities of their own", async () => {
  const { events, onEvents } = collect(1);
  const { socket, arrive, empty } = fakeSocket();
  const { close } = receive((options) => new UdpReceiver(socket, options), {
    onEvents,
    onError: fail,
  });
  const datagrams: [string, string[]][] = [
    ["<13>a: b\n<14>c: d\n", ["<13>a: b", "<14>c: d\n"]],
    ["<13>a: b\n  at line 1\n<1x>\n<>\n<14>c: d", ["<13>a: b\n  at line 1\n<1x>\n<>", "<14>c: d"]],
    ["plain\n<14>text", ["plain\n<14>text"]],
    ["<13>cut\n<14", ["<13>cut\n<14"]],
  ];
  for (const [datagram] of datagrams) arrive("192.0.2.1", datagram);
  await empty();
  await close();
  assert.deepEqual(events.map(({ raw }) => raw), datagrams.flatMap(([, lines]) => lines));
});

Deno.test("UdpReceiver.close() hands over what waits and may be called twice", async () => {
  const { events, onEvents } = collect(1);
  const { socket, arrive, empty } = fakeSocket();
  const { intake, close } = receive((options) => new UdpReceiver(socket, options), {
    onEvents,
    onError: fail,
  });
  arrive("192.0.2.1", "<13>a: b");
  await empty();
  assert.equal(events.length, 0);
  assert.equal(intake.counters().queued, 1);
  await Promise.all([close(), close()]);
  assert.equal(events.length, 1);
});

Deno.test("UdpReceiver counts and drops when the sender is not allowed", async () => {
  const { events, onEvents } = collect(1);
  const { socket, arrive, empty } = fakeSocket();
  const options = { onEvents, onError: fail, now: () => 7, senderCapacity: 2 };
  const { intake, close } = receive((more) => new UdpReceiver(socket, more), options, [
    "192.0.2.0/24",
  ]);
  arrive("192.0.2.1", "<13>a: b");
  for (const last of [1, 2, 3]) arrive(`203.0.113.${last}`, "<13>a: b");
  arrive("::ffff:192.0.2.1", "<13>a: b");
  await empty();
  await close();
  assert.equal(events.length, 2);
  const row = { bytes: 0, received: 0, unparsed: 0, refused: 1, lastSeenAtMs: 7 };
  assert.deepEqual(intake.senders(), [
    { address: "192.0.2.1", received: 2, bytes: 16, unparsed: 0, refused: 0, lastSeenAtMs: 7 },
    { ...row, address: "203.0.113.3" },
    { ...row, address: "203.0.113.2" },
  ]);
  const { received, refused, sendersEvicted } = intake.counters();
  assert.deepEqual({ received, refused, sendersEvicted }, {
    received: 2,
    refused: 3,
    sendersEvicted: 1,
  });
});

Deno.test("UdpReceiver asks the locator for the source of an event", async () => {
  const { events, onEvents } = collect(1);
  const { socket, arrive, empty } = fakeSocket();
  const place = {
    kind: "private" as const,
    country: null,
    city: null,
    region: null,
    latitude: null,
    longitude: null,
    asn: null,
    organisation: null,
  };
  const asked: string[] = [];
  const locate = (address: string) => (asked.push(address), place);
  const { close } = receive((options) => new UdpReceiver(socket, options), {
    onEvents,
    onError: fail,
    locate,
  });
  arrive("192.0.2.1", "<6>kernel: IN=a OUT= SRC=10.0.0.1 DST=10.0.0.2 PROTO=2");
  arrive("192.0.2.1", "<13>a: b");
  await empty();
  await close();
  assert.deepEqual(asked, ["10.0.0.1"]);
  assert.deepEqual(events.map((e) => e.place), [place, null]);
});

Deno.test("UdpReceiver pauses and goes on when the socket fails, and closes in the pause", async () => {
  const errors: unknown[] = [];
  const delays: number[] = [];
  let resume = () => {};
  const timers = {
    setTimeout(run: () => void, delayMs: number) {
      delays.push(delayMs);
      resume = run;
      return 1;
    },
    clearTimeout() {},
  };
  const { socket, breakOnce, empty } = fakeSocket();
  const { receiver, close } = receive((options) => new UdpReceiver(socket, options), {
    onEvents: () => {},
    onError: (error) => void errors.push(error),
    timers,
  });
  breakOnce(new Error("network down"));
  await empty();
  assert.deepEqual([errors.map(String), delays], [["Error: network down"], [100]]);
  resume();
  breakOnce(new Error("again"));
  await empty();
  assert.equal(receiver.receiveErrors, 2);
  await close();
});

/** A socket in memory; `empty()` resolves when the receiver has taken all that was put in. */
function fakeSocket() {
  const inbox: ([string, string] | Error)[] = [];
  let wake: (() => void) | null = null;
  let closed = false;
  const socket: DatagramSocket = {
    addr: { transport: "udp", hostname: "127.0.0.1", port: 1 },
    async receive() {
      while (inbox.length === 0) {
        if (closed) throw new Deno.errors.Interrupted("closed");
        await new Promise<void>((resolve) => wake = resolve);
      }
      const next = inbox.shift()!;
      if (next instanceof Error) throw next;
      return [utf8.encode(next[1]), { transport: "udp", hostname: next[0], port: 2 }];
    },
    close() {
      closed = true;
      wake?.();
    },
  };
  const put = (item: [string, string] | Error) => {
    inbox.push(item);
    wake?.();
  };
  return {
    socket,
    arrive: (from: string, text: string) => put([from, text]),
    breakOnce: put,
    async empty() {
      while (inbox.length > 0) await Promise.resolve();
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    },
  };
}
