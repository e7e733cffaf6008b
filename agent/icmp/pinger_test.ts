import assert from "node:assert/strict";
import { parseSocketAddress } from "@/agent/libc/socket_address.ts";
import { ERRNO, SystemCallError } from "@/agent/libc/system_call_error.ts";
import { FakeSocket } from "@/agent/icmp/fake_socket.ts";
import { FakeTimers } from "@/agent/icmp/fake_timers.ts";
import { IcmpDenied } from "@/agent/icmp/icmp_denied.ts";
import { type EchoOutcome, openPinger, type PingerDeps } from "@/agent/icmp/pinger.ts";

const HERE = "192.0.2.1";
const T = 1_763_000_000_000_000;
const canceled: EchoOutcome = {
  state: "send-failed",
  errno: ERRNO.ECANCELED,
  reason: "the pinger was closed",
};

/** A pinger on sockets, a clock and a network that the test plays. */
function setUp(deps: Partial<PingerDeps> = {}) {
  const timers = new FakeTimers();
  const v4 = new FakeSocket(4, 0x1234);
  const v6 = new FakeSocket(6, 0x4321);
  let drain = () => {};
  let watched: number[] = [];
  let filled = 0;
  const pinger = openPinger({
    openSocket: (family) => family === 4 ? v4 : v6,
    watch(fds, onReady) {
      watched = fds;
      drain = onReady;
      return { close: () => Promise.resolve() };
    },
    timers,
    realtimeUs: () => T,
    fillRandom: (bytes) => bytes.forEach((_, i) => bytes[i] = filled++ * 167 >> 3),
    ...deps,
  });
  return { pinger, timers, v4, v6, drain: () => drain(), watched: () => watched };
}

/** Requests leave when the running code ends. */
function sending(): Promise<void> {
  return Promise.resolve();
}

/** The counters that are not 0. */
function counted(pinger: ReturnType<typeof openPinger>) {
  return Object.fromEntries(Object.entries(pinger.counters).filter(([, value]) => value !== 0));
}

Deno.test("ping() gives the time between the kernel's stamps", async () => {
  const { pinger, timers, v4, drain } = setUp();
  const outcome = pinger.ping(HERE, 3_000);
  await sending();
  timers.stall(50);
  v4.reply(v4.sent[0], T + 21_500);
  v4.stampSent(v4.sent[0], T + 100);
  drain();
  assert.deepEqual(await outcome, { state: "reply", rttUs: 21_400, stamp: "kernel" });
  assert.deepEqual(counted(pinger), { sent: 1, replies: 1 });
  assert.equal(timers.pending, 0);
  await pinger.close();
});

Deno.test("ping() flags the sample when a kernel stamp is missing", async () => {
  const { pinger, timers, v6, drain } = setUp();
  const outcomes = [pinger.ping("2001:db8::1", 3_000), pinger.ping("2001:db8::1", 3_000)];
  await sending();
  timers.stall(50);
  v6.reply(v6.sent[0], T + 21_500);
  v6.reply(v6.sent[1]);
  drain();
  assert.deepEqual(await Promise.all(outcomes), [
    { state: "reply", rttUs: 21_500, stamp: "user" },
    { state: "reply", rttUs: 50_000, stamp: "user" },
  ]);
  assert.deepEqual(counted(pinger), { sent: 2, replies: 2, userStamped: 2 });
  await pinger.close();
});

Deno.test("ping() changes only a counter when a reply is forged, foreign or broken", async () => {
  const { pinger, v4, drain } = setUp();
  const outcome = pinger.ping(HERE, 3_000);
  await sending();
  const [request] = v4.sent;
  const cases: [string, string, () => void][] = [
    ["another id", "foreign", () => v4.reply(request, T, (p) => void p[5]++)],
    ["another sequence", "foreign", () => v4.reply(request, T, (p) => void p[7]++)],
    ["another cookie", "foreign", () => v4.reply(request, T, (p) => void p[23]++)],
    ["another source", "foreign", () => {
      v4.reply({ ...request, to: parseSocketAddress("192.0.2.2") }, T);
    }],
    ["truncated", "malformed", () => v4.reply(request, T, (p) => p.slice(0, 30))],
    ["oversized", "malformed", () => v4.reply(request, T, (p) => Uint8Array.of(...p, 0, 0))],
    ["an error from who guesses the id", "foreign", () => {
      const packet = request.packet.slice();
      packet[8] ^= 1;
      v4.unreachable({ ...request, packet }, [192, 0, 2, 9], 64);
    }],
    ["an error about another address", "foreign", () => {
      v4.unreachable({ ...request, to: parseSocketAddress("192.0.2.2") }, [192, 0, 2, 9], 8);
    }],
  ];
  const expected: Record<string, number> = { sent: 1 };
  for (const [name, counter, inject] of cases) {
    inject();
    drain();
    expected[counter] = (expected[counter] ?? 0) + 1;
    assert.deepEqual(counted(pinger), expected, name);
  }
  v4.stampSent(request, T);
  v4.reply(request, T + 5);
  drain();
  assert.deepEqual(await outcome, { state: "reply", rttUs: 5, stamp: "kernel" });
  await pinger.close();
});

Deno.test("ping() counts duplicates, also in one batch, and late replies once", async () => {
  const twice: string[] = [];
  const { pinger, timers, v4, drain } = setUp({ onDuplicate: (address) => twice.push(address) });
  const answered = pinger.ping(HERE, 3_000);
  await sending();
  v4.reply(v4.sent[0], T + 5);
  v4.reply(v4.sent[0], T + 6);
  v4.unreachable(v4.sent[0], [192, 0, 2, 9], 64);
  drain();
  assert.equal((await answered).state, "reply");
  assert.deepEqual(counted(pinger), { sent: 1, replies: 1, userStamped: 1, duplicate: 2 });

  const expired = pinger.ping(HERE, 3_000);
  await sending();
  timers.advance(3_000);
  assert.deepEqual(await expired, { state: "timeout" });
  v4.reply(v4.sent[1], T + 3_100_000);
  v4.reply(v4.sent[1], T + 3_100_000);
  drain();
  assert.deepEqual(counted(pinger), {
    sent: 2,
    replies: 1,
    userStamped: 1,
    timeouts: 1,
    late: 1,
    duplicate: 3,
  });
  assert.deepEqual(twice, [HERE, HERE], "an error is no further answer");
  await pinger.close();
});

Deno.test("ping() counts a reply that came in time when the program was busy past it", async () => {
  const { pinger, timers, v4 } = setUp();
  const inTime = pinger.ping(HERE, 1_000);
  const tooLate = pinger.ping(HERE, 1_000);
  await sending();
  for (const request of v4.sent) v4.stampSent(request, T);
  v4.reply(v4.sent[0], T + 999_000);
  v4.reply(v4.sent[1], T + 1_001_000);
  // The timer fires four seconds after it should; nothing was read until then.
  timers.stall(5_000);
  timers.advance(0);
  assert.deepEqual(await inTime, { state: "reply", rttUs: 999_000, stamp: "kernel" });
  assert.deepEqual(await tooLate, { state: "timeout" });
  assert.deepEqual(counted(pinger), { sent: 2, replies: 1, timeouts: 1, late: 1 });
  await pinger.close();
});

Deno.test("ping() ends as unreachable when an ICMP error quotes the request", async () => {
  const { pinger, v4, drain } = setUp();
  for (const quotedBytes of [8, 16, 64]) {
    const outcome = pinger.ping(HERE, 3_000);
    await sending();
    v4.unreachable(v4.sent.at(-1)!, [198, 51, 100, 1], quotedBytes);
    drain();
    const unreachable = { state: "unreachable", from: "198.51.100.1", icmpType: 3, icmpCode: 1 };
    assert.deepEqual(await outcome, unreachable);
  }
  assert.deepEqual(counted(pinger), { sent: 3, unreachable: 3 });
  await pinger.close();
});

Deno.test("ping() ends as send-failed when the kernel refuses", async () => {
  const { pinger, timers, v4 } = setUp();
  v4.errnos = [ERRNO.ENETUNREACH, ERRNO.ENETUNREACH];
  assert.deepEqual(await pinger.ping(HERE, 3_000), {
    state: "send-failed",
    errno: ERRNO.ENETUNREACH,
    reason: "sending failed: ENETUNREACH",
  });
  assert.equal(timers.pending, 0);
  // A datagram socket tells an earlier request's error at the next send: tried again.
  v4.errnos = [ERRNO.EHOSTUNREACH, 0];
  const outcome = pinger.ping(HERE, 3_000);
  await sending();
  assert.deepEqual(counted(pinger), { sent: 1, sendFailed: 1 });
  await pinger.close();
  assert.deepEqual(await outcome, canceled);
});

Deno.test("ping() ends as send-failed when the address is none", async () => {
  const { pinger } = setUp();
  assert.deepEqual(await pinger.ping("router.example", 3_000), {
    state: "send-failed",
    errno: ERRNO.EINVAL,
    reason: '"router.example" is not an IP address',
  });
  await pinger.close();
});

Deno.test("ping() throws when the timeout makes no sense", async () => {
  const { pinger } = setUp();
  for (const timeoutMs of [0, -1, NaN, Infinity, 3_600_001]) {
    assert.throws(() => pinger.ping(HERE, timeoutMs), RangeError, `${timeoutMs}`);
  }
  await pinger.close();
});

Deno.test("ping() refuses when the bound is reached, until one has ended", async () => {
  const { pinger, timers } = setUp({ maxWaiting: 2 });
  const first = [pinger.ping(HERE, 3_000), pinger.ping(HERE, 3_000)];
  await sending();
  assert.deepEqual(await pinger.ping(HERE, 3_000), {
    state: "send-failed",
    errno: ERRNO.ENOBUFS,
    reason: "2 requests are waiting already",
  });
  timers.advance(3_000);
  await Promise.all(first);
  const next = pinger.ping(HERE, 3_000);
  await sending();
  timers.advance(3_000);
  assert.deepEqual(await next, { state: "timeout" });
  assert.deepEqual(counted(pinger), { sent: 3, sendFailed: 1, timeouts: 3 });
  await pinger.close();
});

Deno.test("openPinger() leaves one family working when the other cannot be opened", async () => {
  const v4 = new FakeSocket(4, 7);
  const noIpv6 = new SystemCallError("socket(AF_INET6)", ERRNO.EAFNOSUPPORT);
  const { pinger, drain, watched } = setUp({
    openSocket(family) {
      if (family === 6) throw noIpv6;
      return v4;
    },
  });
  assert.deepEqual(await pinger.ping("::1", 3_000), {
    state: "send-failed",
    errno: ERRNO.EAFNOSUPPORT,
    reason: "IPv6 is not available: socket(AF_INET6) failed: EAFNOSUPPORT",
  });
  const outcome = pinger.ping(HERE, 3_000);
  await sending();
  v4.reply(v4.sent[0]);
  drain();
  assert.equal((await outcome).state, "reply");
  assert.deepEqual(watched(), [v4.fd]);
  await pinger.close();
});

Deno.test("openPinger() throws when neither family can be opened", () => {
  const openSocket = () => {
    throw new IcmpDenied();
  };
  assert.throws(() => setUp({ openSocket }), IcmpDenied);
});

Deno.test("IcmpDenied names three ways out", () => {
  const { message } = new IcmpDenied();
  for (const way of ["setcap cap_net_raw", "ping_group_range", "root", "AmbientCapabilities"]) {
    assert.ok(message.includes(way), way);
  }
});

Deno.test("close() ends every wait, closes the sockets, and can be repeated", async () => {
  const { pinger, timers, v4, v6 } = setUp();
  const outcomes = [pinger.ping(HERE, 3_000), pinger.ping("2001:db8::1", 3_000)];
  await sending();
  await Promise.all([pinger.close(), pinger.close()]);
  assert.deepEqual(await Promise.all(outcomes), [canceled, canceled]);
  assert.deepEqual(await pinger.ping(HERE, 3_000), canceled);
  assert.deepEqual([v4.closed, v6.closed, timers.pending], [true, true, 0]);
});

Deno.test("counters adds what the kernel dropped", async () => {
  const { pinger, v4, v6 } = setUp();
  v4.drops = 3;
  v6.drops = 4;
  assert.equal(pinger.counters.receiveDrops, 7);
  await pinger.close();
});
