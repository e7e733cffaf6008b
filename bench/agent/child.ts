/** The probing process of the bench: reads its job from standard input, prints a `JobResult` as JSON. */
import process from "node:process";
import { type EchoTarget, openPinger, type Pinger } from "@/agent/icmp/pinger.ts";
import { readFloor } from "./floor.ts";
import type { Job, JobResult } from "./job.ts";

const TIMEOUT_MS = 3_000;
const TICK_MS = 5;

type Rtts = Record<string, number[]>;

async function flat(pinger: Pinger, probes: number, addresses: number, waiting: number) {
  const targets = Array.from(
    { length: addresses },
    (_, i) => pinger.target(`127.1.${i >> 8}.${i & 255}`),
  );
  let sent = 0;
  let open = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const next = () => {
    open++;
    pinger.send(targets[sent++ % addresses], TIMEOUT_MS, done);
  };
  const done = () => {
    open--;
    if (sent < probes) next();
    else if (open === 0) resolve();
  };
  for (let i = 0; i < waiting; i++) next();
  await promise;
}

/** As the agent's scheduler does: what is due, every few milliseconds. */
async function paced(
  pinger: Pinger,
  { addresses, intervalMs, rounds, blockMs }: Job & { kind: "paced" },
): Promise<Rtts> {
  const rtts: Rtts = Object.fromEntries(addresses.map((address) => [address, []]));
  const targets = addresses.map((address) => pinger.target(address));
  const total = targets.length * rounds;
  const startedMs = performance.now();
  let waiting = 0;
  const probe = (to: EchoTarget) => {
    waiting++;
    const list = rtts[to.text];
    const place = list.push(-1) - 1;
    pinger.send(to, TIMEOUT_MS, (outcome) => {
      waiting--;
      if (outcome.state === "reply") list[place] = outcome.rttUs;
    });
  };
  let blockAtMs = startedMs + blockMs;
  for (let sent = 0; sent < total || waiting > 0;) {
    const nowMs = performance.now();
    const due = Math.min(total, (nowMs - startedMs) / intervalMs * targets.length);
    while (sent < due) probe(targets[sent++ % targets.length]);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    if (blockMs === 0 || performance.now() < blockAtMs) continue;
    const untilMs = performance.now() + blockMs;
    while (performance.now() < untilMs);
    blockAtMs = untilMs + blockMs;
  }
  return rtts;
}

async function main(job: Job): Promise<JobResult> {
  await using pinger = openPinger({ maxPerSecond: 10_000_000 });
  // The first packets have no kernel stamps, and run code that is not compiled yet.
  if (job.kind !== "paced") await flat(pinger, 50_000, 1_000, 256);
  else {await paced(pinger, {
      ...job,
      rounds: 200,
      addresses: job.addresses.slice(0, 1),
      intervalMs: 1,
      blockMs: 0,
    });}
  if (job.kind === "floor") await pinger.close();
  const before = { ...pinger.counters };
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  let rttsUs: Rtts = {};
  let lost = 0;
  if (job.kind === "flat") await flat(pinger, job.probes, job.addresses, job.waiting);
  else if (job.kind === "floor") lost = readFloor(job.probes, job.addresses);
  else rttsUs = await paced(pinger, job);
  const { user, system } = process.cpuUsage(cpu);
  const wallS = (performance.now() - startedMs) / 1e3;
  const after = pinger.counters;
  return {
    wallS,
    cpuS: (user + system) / 1e6,
    userS: user / 1e6,
    rssBytes: Deno.memoryUsage().rss,
    lost: lost + after.sent - before.sent - (after.replies - before.replies),
    userStamped: after.userStamped - before.userStamped,
    rttsUs,
  };
}

console.log(JSON.stringify(await main(await new Response(Deno.stdin.readable).json())));
