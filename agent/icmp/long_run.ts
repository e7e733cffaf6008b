/**
 * Run by a test as a process of its own with `--expose-gc`: a day's rounds on a clock and a network
 * that it plays, a third of the targets dead and some flapping. Prints the bytes in use after each
 * quarter, and the counters, as one line of JSON.
 */
import { FakeSocket } from "@/agent/icmp/fake_socket.ts";
import { FakeTimers } from "@/agent/icmp/fake_timers.ts";
import { openPinger } from "@/agent/icmp/pinger.ts";

const ROUNDS = 24 * 3_600 / 5;
const TARGETS = 12;
const { gc } = globalThis as unknown as { gc: () => void };

async function day(): Promise<unknown> {
  const timers = new FakeTimers();
  const open = new Set<FakeSocket>();
  let read: () => number | null = () => null;
  const pinger = openPinger({
    openSocket(family, id) {
      const socket = new FakeSocket(family, id);
      socket.close = () => void open.delete(socket);
      open.add(socket);
      return socket;
    },
    watch(_fds, onReady) {
      read = onReady;
      return { close: () => Promise.resolve() };
    },
    timers,
    realtimeUs: () => 1.7e15 + timers.nowMs() * 1e3,
  });
  const outcomes = { reply: 0, timeout: 0, unreachable: 0, "send-failed": 0 };
  const usedBytes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < TARGETS; i++) {
      pinger.send(pinger.target(`192.0.2.${i + 1}`), 3_000, ({ state }) => outcomes[state]++);
    }
    await Promise.resolve();
    timers.advance(20);
    for (const socket of open) {
      for (const request of socket.sent.splice(0)) {
        const target = request.to.bytes[7];
        const isFlapping = target === 5 && round % 40 < 8;
        if (target % 3 !== 0 && !isFlapping) socket.reply(request);
      }
    }
    read();
    timers.advance(4_980);
    if ((round + 1) % (ROUNDS / 4) === 0) {
      // What belongs to collected objects is given back a little later.
      for (let i = 0; i < 3; i++) {
        gc();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      usedBytes.push(Deno.memoryUsage().heapUsed + Deno.memoryUsage().external);
    }
  }
  const sockets = open.size;
  const { reopened } = pinger.counters;
  await pinger.close();
  return { outcomes, usedBytes, sockets, reopened, timers: timers.pending };
}

console.log(JSON.stringify(await day()));
