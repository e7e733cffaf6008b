import assert from "node:assert/strict";
import { ERRNO, SystemCallError } from "@/agent/libc/system_call_error.ts";
import { FakeSocket } from "@/agent/icmp/fake_socket.ts";
import { FakeTimers } from "@/agent/icmp/fake_timers.ts";
import {
  type EchoOutcome,
  type LateReply,
  openPinger,
  type PingerDeps,
} from "@/agent/icmp/pinger.ts";

const HERE = "192.0.2.1";
const T = 1_763_000_000_000_000;

/** A pinger for IPv4 on sockets, a clock and a network that the test plays. */
function setUp(deps: Partial<PingerDeps> = {}) {
  const timers = new FakeTimers();
  const sockets: FakeSocket[] = [];
  const late: LateReply[] = [];
  const watches: { fds: number[]; closed: boolean }[] = [];
  let read: () => number | null = () => null;
  let filled = 0;
  const pinger = openPinger({
    openSocket(family) {
      const socket = new FakeSocket(
        family,
        0x100 + sockets.length,
        family === 4 ? 50 + sockets.length : 2_000,
      );
      if (family === 4) sockets.push(socket);
      return socket;
    },
    watch(fds, onReady) {
      const watch = { fds: fds.filter((fd) => fd < 1_000), closed: false };
      watches.push(watch);
      read = onReady;
      return {
        close() {
          watch.closed = true;
          return Promise.resolve();
        },
      };
    },
    timers,
    realtimeUs: () => T,
    fillRandom: (bytes) => bytes.forEach((_, i) => bytes[i] = filled++ * 167 >> 3),
    onLate: (reply) => late.push(reply),
    ...deps,
  });
  const target = pinger.target(HERE);
  const outcomes: EchoOutcome[] = [];
  const send = (timeoutMs = 3_000) => pinger.send(target, timeoutMs, (o) => outcomes.push(o));
  return { pinger, timers, sockets, late, watches, outcomes, send, read: () => read() };
}

Deno.test("send() hands what comes in one go to the kernel at once", async () => {
  const { pinger, sockets: [socket], outcomes, send, read } = setUp();
  for (let i = 0; i < 100; i++) send();
  assert.equal(socket.calls, 0);
  await Promise.resolve();
  assert.deepEqual([socket.calls, socket.sent.length], [1, 100]);
  for (const request of socket.sent) socket.reply(request, T + 9);
  // While packets keep coming, it looks again soon; then it waits for the kernel.
  assert.equal(read(), 10);
  assert.equal(read(), null);
  assert.equal(outcomes.length, 100);
  // A full batch does not wait.
  for (let i = 0; i < 128; i++) send();
  assert.deepEqual([socket.calls, socket.sent.length], [2, 228]);
  await pinger.close();
});

Deno.test("send() may be called again from what it calls", async () => {
  const { pinger, sockets: [socket], read } = setUp();
  const target = pinger.target(HERE);
  let replies = 0;
  const again = () => {
    replies++;
    pinger.send(target, 3_000, again);
  };
  for (let i = 0; i < 200; i++) pinger.send(target, 3_000, again);
  for (let round = 1; round <= 5; round++) {
    await Promise.resolve();
    for (const request of socket.sent.splice(0)) socket.reply(request, T + 9);
    read();
    assert.equal(replies, 200 * round);
  }
  await pinger.close();
});

Deno.test("send() tells only those apart that the kernel refused", async () => {
  const { pinger, sockets: [socket], outcomes, send } = setUp();
  // Twice each: a datagram socket is tried again.
  const { EPERM, EHOSTUNREACH } = ERRNO;
  socket.errnos = [0, EPERM, EPERM, 0, 0, EHOSTUNREACH, EHOSTUNREACH];
  for (let i = 0; i < 6; i++) send();
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(outcomes, [
    { state: "send-failed", errno: EPERM, reason: "sending failed: EPERM" },
    { state: "send-failed", errno: EHOSTUNREACH, reason: "sending failed: EHOSTUNREACH" },
  ]);
  assert.deepEqual([socket.sent.length, pinger.counters.sent], [4, 4]);
  await pinger.close();
});

Deno.test("send() refuses more a second than the bound, and counts them", async () => {
  const { pinger, timers, outcomes, send } = setUp({ maxPerSecond: 10 });
  for (let i = 0; i < 12; i++) send();
  await Promise.resolve();
  const reason = "more than 10 requests a second";
  const refused: EchoOutcome = { state: "send-failed", errno: ERRNO.ENOBUFS, reason };
  assert.deepEqual(outcomes, [refused, refused]);
  timers.advance(100);
  send();
  await Promise.resolve();
  const { sent, sendFailed, rateLimited } = pinger.counters;
  assert.deepEqual({ sent, sendFailed, rateLimited }, { sent: 11, sendFailed: 2, rateLimited: 2 });
  await pinger.close();
});

Deno.test("onLate is told how long a late reply took", async () => {
  const { pinger, timers, sockets: [socket], late, outcomes, send, read } = setUp();
  send(1_000);
  await Promise.resolve();
  const [request] = socket.sent;
  socket.stampSent(request, T);
  timers.advance(1_000);
  assert.deepEqual(outcomes, [{ state: "timeout" }]);
  timers.advance(200);
  socket.reply(request, T + 1_200_000);
  socket.reply(request, T + 1_200_001);
  read();
  assert.deepEqual(late, [{ address: HERE, rttUs: 1_200_000, stamp: "kernel" }]);
  const { late: count, duplicate, replies } = pinger.counters;
  assert.deepEqual({ count, duplicate, replies }, { count: 1, duplicate: 1, replies: 0 });
  await pinger.close();
});

Deno.test("another socket takes over after repeated loss, the old one listens for a minute", async () => {
  const { pinger, timers, sockets, late, watches, outcomes, send, read } = setUp();
  for (let i = 0; i < 5; i++) {
    send();
    await Promise.resolve();
    timers.advance(3_000);
  }
  assert.deepEqual([sockets.length, pinger.counters.reopened], [2, 1]);
  assert.deepEqual(watches.map(({ fds, closed }) => [fds, closed]), [
    [[50], true],
    [[51, 50], false],
  ]);
  // What the firewall let through to the old id after all.
  sockets[0].stampSent(sockets[0].sent[4], T);
  sockets[0].reply(sockets[0].sent[4], T + 3_000_100);
  read();
  assert.equal(late.length, 1);
  // The next one goes out on the new socket, with its id, and an answer ends the row of losses.
  send();
  await Promise.resolve();
  const [request] = sockets[1].sent;
  assert.equal(request.packet[5], sockets[1].id & 255);
  sockets[1].reply(request, T + 7);
  read();
  assert.equal(outcomes.at(-1)!.state, "reply");

  timers.advance(60_000);
  await Promise.resolve();
  assert.deepEqual([sockets[0].closed, sockets[1].closed], [true, false]);
  assert.deepEqual(watches.at(-1)!.fds, [51]);
  await pinger.close();
  assert.deepEqual(sockets.map(({ closed }) => closed), [true, true]);
});

Deno.test("the old socket goes on when no other can be opened or waited for", async () => {
  const refusal = new SystemCallError("eventfd()", ERRNO.EMFILE);
  for (const what of ["openSocket", "watch"] as const) {
    let calls = 0;
    const opened: FakeSocket[] = [];
    // Two sockets and one wait are made at the start; then nothing more.
    const refuse = (allowed: number) => {
      if (++calls > allowed) throw refusal;
    };
    const { pinger, timers } = setUp({
      openSocket(family, id) {
        if (what === "openSocket") refuse(2);
        const socket = new FakeSocket(family, id);
        opened.push(socket);
        return socket;
      },
      watch() {
        if (what === "watch") refuse(1);
        return { close: () => Promise.resolve() };
      },
    });
    for (let i = 0; i < 7; i++) {
      pinger.send(pinger.target(HERE), 3_000, () => {});
      await Promise.resolve();
      timers.advance(3_000);
    }
    assert.ok(calls > 1, what);
    assert.deepEqual([pinger.counters.reopened, pinger.counters.timeouts], [0, 7], what);
    assert.deepEqual(opened.map((socket) => [socket.sent.length, socket.closed]), [
      [7, false],
      [0, false],
      ...(what === "watch" ? [[0, true]] : []),
    ], what);
    await pinger.close();
  }
});

Deno.test("a target that stays dead makes few new sockets", async () => {
  const { pinger, timers, sockets, send } = setUp();
  for (let i = 0; i < 1_000; i++) {
    send();
    await Promise.resolve();
    timers.advance(5_000);
  }
  // At 5, 20, 40 … 640 losses to the target and at 100, 200, 400, 800 on the socket. The one at 10
  // falls into the minute of the first.
  assert.equal(pinger.counters.reopened, 11);
  assert.equal(sockets.filter(({ closed }) => !closed).length, 1);
  await pinger.close();
});
