/**
 * Run by a test as a process of its own with `--expose-gc`: garbage is collected and memory is taken
 * between the calls that give the kernel addresses. Prints what came of it as one line of JSON.
 */
import { type EchoOutcome, openPinger } from "@/agent/icmp/pinger.ts";

const ROUNDS = 200;
const { gc } = globalThis as unknown as { gc: () => void };

/** Takes the place of what was collected wrongly, and has contents that would be noticed. */
const litter: Uint8Array[] = [];

async function stress(): Promise<unknown> {
  const states: Record<string, number> = {};
  const done = (outcome: EchoOutcome) => {
    states[outcome.state] = (states[outcome.state] ?? 0) + 1;
  };
  await using pinger = openPinger();
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < 100; i++) {
      pinger.send(pinger.target(i % 2 ? "::1" : `127.0.${round}.${i}`), 3_000, done);
      if (i % 25 === 0) gc();
    }
    gc();
    litter[round % 20] = new Uint8Array(40_000).fill(0xa5);
    // Lets timers and the waiting poll have their turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  while (Object.values(states).reduce((a, b) => a + b, 0) < 100 * ROUNDS) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const { malformed, foreign, duplicate, receiveDrops } = pinger.counters;
  const isLitterWhole = litter.every((bytes) => bytes.every((byte) => byte === 0xa5));
  return { states, malformed, foreign, duplicate, receiveDrops, isLitterWhole };
}

console.log(JSON.stringify(await stress()));
