/**
 * The results store: 200 paths for 24 hours at 5 s, through the store as the server opens it. The
 * peer is VictoriaMetrics single-node (Debian: `victoria-metrics`) with the same data in the same
 * run, on loopback; without it the figures come alone.
 */
import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { killRun } from "./store/kill_run.ts";
import { AGENTS, frameOf, HOURS, ROUNDS, START_MS, TARGETS } from "./store/sample_rounds.ts";
import { type Peer, startVictoriaMetrics } from "./store/victoria_metrics.ts";
import { decodeRound, encodeRound } from "@/shared/wire/round_frame.ts";
import { HOUR_MS } from "@/server/domain/results.ts";
import { AgentHour } from "@/server/results/agent_hour.ts";
import { openThreadedStore, type ThreadedStore } from "@/server/store/threaded_store.ts";

const SAMPLES = AGENTS * TARGETS * ROUNDS;
const END_MS = START_MS + HOURS * HOUR_MS;
const QUERIES = 200;
const KILLS = 100;

const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** Runs `work` so often and gives the 95th percentile of its milliseconds. */
async function p95Ms(count: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const startMs = performance.now();
    await work(n);
    times.push(performance.now() - startMs);
  }
  return percentile(times, 0.95);
}

const figure = (name: string, value: number, unit: string, peer?: number): Figure => ({
  bench: "store",
  figure: name,
  value,
  unit,
  ...(peer === undefined
    ? {}
    : { peer: "victoria-metrics", peer_value: peer, ratio: value / peer }),
});

/**
 * Every round of every agent, from the bytes of its frame until it is durable, up to 1,000 on their
 * way at once. Returns samples a second.
 */
async function ingest(store: ThreadedStore, frames: Uint8Array[][]): Promise<number> {
  const startMs = performance.now();
  for (let from = 0; from < ROUNDS; from += 500) {
    const batch = frames.flatMap((ofAgent, agent) =>
      ofAgent.slice(from, from + 500).map((bytes) =>
        store.rounds.addRound(agent + 1, decodeRound(bytes, TARGETS))
      )
    );
    await Promise.all(batch);
  }
  return SAMPLES / (performance.now() - startMs) * 1000;
}

async function* measure(store: ThreadedStore, folder: string, peer: Peer | null) {
  const ids = Array.from({ length: TARGETS }, (_, n) => ({
    id: null,
    address: `192.0.2.${n}`,
    name: "",
    kind: "icmp" as const,
    intervalMs: 5_000,
    warnMs: 200,
    group: "",
  }));
  await store.targets.saveList(ids, "bench", START_MS);
  const frames = Array.from(
    { length: AGENTS },
    (_, agent) => Array.from({ length: ROUNDS }, (_, n) => frameOf(agent, n)),
  );
  const peerRate = await peer?.ingest(frames.map((f) => f.map(({ results }) => results)));
  const encoded = frames.map((ofAgent) => ofAgent.map(encodeRound));
  yield figure("frames_to_commit", await ingest(store, encoded), "samples/s", peerRate);

  const startMs = performance.now();
  const whilePacking: number[] = [];
  const packing = (async () => {
    while (await store.rounds.compact(END_MS + HOUR_MS, 1) > 0);
  })();
  let packed = false;
  packing.finally(() => packed = true);
  const last = (n: number) =>
    store.rounds.pathResults(1, `target_${1 + n % TARGETS}`, END_MS - 60_000, END_MS);
  for (let n = 0; !packed; n++) {
    whilePacking.push(await p95Ms(1, () => last(n)));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await packing;
  yield figure("compaction", SAMPLES / (performance.now() - startMs) * 1000, "samples/s");
  yield figure("read_while_compacting_p95", percentile(whilePacking, 0.95), "ms");

  const day = (n: number) =>
    store.rounds.pathResults(1 + n % AGENTS, `target_${1 + n % TARGETS}`, START_MS, END_MS);
  const count = (await day(0)).results.length;
  if (count !== ROUNDS) throw new Error(`a day has ${count} results, not ${ROUNDS}`);
  const peerDay = peer ? await p95Ms(QUERIES, (n) => peer.day(n % AGENTS, n % TARGETS)) : undefined;
  yield figure("day_of_one_path_p95", await p95Ms(QUERIES, day), "ms", peerDay);

  // What packing freed goes back to the disk in the background; here at once.
  for (let step = 0; step < 100; step++) await store.rounds.removeRoundsBefore(START_MS, 1);
  await store.close();
  const bytes = [...Deno.readDirSync(folder)]
    .reduce((sum, { name }) => sum + Deno.statSync(join(folder, name)).size, 0);
  const peerBytes = await peer?.stop();
  const perSample = (value?: number) => value === undefined ? undefined : value / SAMPLES;
  yield figure("file", bytes / SAMPLES, "bytes/sample", perSample(peerBytes));
}

/** The hour in memory: its bytes, and how long a request of all of it takes. */
async function* hourInMemory(): AsyncIterable<Figure> {
  const ids = Array.from({ length: TARGETS }, (_, n) => `target_${n}`);
  const hour = new AgentHour();
  for (let n = 0; n < 720; n++) hour.add(START_MS + 5_000 * n, ids, frameOf(0, n).results);
  yield figure("hour_in_memory", hour.byteLength / TARGETS, "bytes/path");
  const read = (n: number) => {
    const points: [number, number][] = [];
    hour.visit(ids[n % TARGETS], 0, (atMs, result) => points.push([atMs, result]));
    return Promise.resolve(points);
  };
  yield figure("last_hour_of_one_path_p95", await p95Ms(1_000, read), "ms");
}

export const bench = {
  name: "store",
  async *run(): AsyncIterable<Figure> {
    yield* hourInMemory();
    const folder = Deno.makeTempDirSync();
    const peer = await startVictoriaMetrics();
    const store = await openThreadedStore(join(folder, "meshping.db"));
    try {
      yield* measure(store, folder, peer);
    } finally {
      await peer?.stop();
      Deno.removeSync(folder, { recursive: true });
    }
    const { lost, doubled } = await killRun(KILLS);
    yield figure("kill_lost", lost, "rounds");
    yield figure("kill_doubled", doubled, "rounds");
  },
};
