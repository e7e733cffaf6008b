import { type BenchNetwork, makeBenchNetwork } from "./agent/network.ts";
import { captured, type FpingResult, runFping, runJob } from "./agent/processes.ts";
import { deviations, errorsUs, quantile, rounded } from "./agent/statistics.ts";
import type { Figure } from "./figure.ts";

const AGENT = "agent";
const INTERVAL_MS = 5_000;
const FLEET_ROUNDS = 4;
const FLAT_PROBES = 1_000_000;
/** More than 65,536 requests in ten seconds are too many for it: it numbers them with 16 bits. */
const FPING_FLAT_PROBES = 60_000;
const FLAT_ADDRESSES = 10_000;
const FLAT_WAITING = 512;
/** fping's ways of sending without pauses, the best without losses counts. */
const FPING_FLAT_OPTIONS = [["-i", "0", "-p", "1"], ["-i", "0.001", "-p", "10"]];
const LOSS_PROBES = 20_000;

/**
 * The prober beside fping and tcpdump, all of them in network namespaces made for it, where nobody
 * else pings. Takes about three minutes; needs root, `fping`, `tcpdump` and `iptables`.
 */
export const bench = {
  name: AGENT,
  async *run(): AsyncIterable<Figure> {
    await using network = await makeBenchNetwork();
    yield* flatOut(network);
    yield* accuracy(network);
    yield* fleet(network, 1_000);
    yield* fleet(network, 10_000);
    yield* halfDead(network);
    yield* randomLoss(network);
  },
};

export async function* flatOut({ here }: BenchNetwork): AsyncIterable<Figure> {
  const addresses = FLAT_ADDRESSES;
  const ours = await runJob(here, {
    kind: "flat",
    probes: FLAT_PROBES,
    addresses,
    waiting: FLAT_WAITING,
  });
  const floor = await runJob(here, { kind: "floor", probes: FLAT_PROBES / 2, addresses });
  const peer = await fpingFlatOut(here);
  const perS = FLAT_PROBES / ours.wallS;
  yield compare("flat_out", "probes/s", perS, "fping", FPING_FLAT_PROBES / peer.wallS);
  const floorPerS = FLAT_PROBES / 2 / floor.wallS;
  yield compare("flat_out_beside_kernel_floor", "probes/s", perS, "kernel floor", floorPerS);
  const cpuUs = ours.cpuS / FLAT_PROBES * 1e6;
  const peerCpuUs = peer.cpuS / FPING_FLAT_PROBES * 1e6;
  yield compare("flat_out_cpu", "us/probe", cpuUs, "fping", peerCpuUs);
  const floorUs = floor.cpuS / FLAT_PROBES * 2e6;
  yield compare("flat_out_cpu_beside_kernel_floor", "us/probe", cpuUs, "kernel floor", floorUs);
  yield figure("flat_out_user_cpu", "us/probe", ours.userS / FLAT_PROBES * 1e6);
  yield figure("false_losses_of_1000000", "probes", ours.lost);
}

async function fpingFlatOut(namespace: string): Promise<FpingResult> {
  const addresses = Array.from(
    { length: FLAT_ADDRESSES },
    (_, i) => `127.1.${i >> 8}.${i & 255}`,
  );
  const count = String(FPING_FLAT_PROBES / FLAT_ADDRESSES);
  const runs: FpingResult[] = [];
  for (const options of FPING_FLAT_OPTIONS) {
    runs.push(await runFping(namespace, ["-c", count, ...options], addresses));
  }
  const clean = runs.filter(({ lost }) => lost === 0).sort((a, b) => a.wallS - b.wallS);
  if (clean.length === 0) throw new Error("fping lost probes whatever its options");
  return clean[0];
}

/** Errors against tcpdump, of one target every 10 ms and of 10,000 in 5 s; fping's beside. */
export async function* accuracy(network: BenchNetwork): AsyncIterable<Figure> {
  const { here, device } = network;
  const one = [network.target(1)];
  const many = Array.from({ length: 10_000 }, (_, i) => network.target(i + 1));
  const cases = [
    { name: "one_target", addresses: one, intervalMs: 10, rounds: 300 },
    { name: "10000_targets", addresses: many, intervalMs: INTERVAL_MS, rounds: 1 },
  ];
  for (const { name, addresses, intervalMs, rounds } of cases) {
    const perProbeMs = String(intervalMs / addresses.length);
    const options = ["-C", String(rounds), "-i", perProbeMs, "-p", String(intervalMs)];
    const peer = await captured(here, device, () => runFping(here, options, addresses));
    const peerErrorsUs = errorsUs(peer.result.rttsUs, peer.seenUs);
    for (const blockMs of [0, 200]) {
      const { result, seenUs } = await captured(
        here,
        device,
        () => runJob(here, { kind: "paced", addresses, intervalMs, rounds, blockMs }),
      );
      const ownErrorsUs = errorsUs(result.rttsUs, seenUs);
      const label = `rtt_error_${name}${blockMs === 0 ? "" : "_blocked"}`;
      for (const [quantileName, share] of [["p50", 0.5], ["p99", 0.99]] as const) {
        const [own, theirs] = [quantile(ownErrorsUs, share), quantile(peerErrorsUs, share)];
        yield compare(`${label}_${quantileName}`, "us", own, "fping", theirs);
      }
      yield figure(`${label}_probes`, "probes", ownErrorsUs.length);
      yield figure(`${label}_without_kernel_stamps`, "probes", result.userStamped);
    }
  }
}

/** What a real list of targets costs, beside fping with the same list. */
async function* fleet(network: BenchNetwork, targets: number): AsyncIterable<Figure> {
  const addresses = Array.from({ length: targets }, (_, i) => network.target(i + 1));
  const job = { addresses, intervalMs: INTERVAL_MS, rounds: FLEET_ROUNDS, blockMs: 0 };
  const ours = await runJob(network.here, { kind: "paced", ...job });
  const perProbeMs = String(INTERVAL_MS / targets);
  const options = ["-C", String(FLEET_ROUNDS), "-i", perProbeMs, "-p", String(INTERVAL_MS)];
  const peer = await runFping(network.here, options, addresses);
  const name = `${targets}_targets`;
  const shareOf = ({ cpuS, wallS }: { cpuS: number; wallS: number }) => 100 * cpuS / wallS;
  yield compare(`${name}_cpu_of_one_core`, "%", shareOf(ours), "fping", shareOf(peer));
  const perProbeUs = (cpuS: number) => cpuS / targets / FLEET_ROUNDS * 1e6;
  yield compare(`${name}_cpu`, "us/probe", perProbeUs(ours.cpuS), "fping", perProbeUs(peer.cpuS));
  yield figure(`${name}_rss`, "MB", ours.rssBytes / 1e6);
  yield figure(`${name}_lost`, "probes", ours.lost);
}

async function* halfDead(network: BenchNetwork): AsyncIterable<Figure> {
  const living = Array.from({ length: 1_000 }, (_, i) => network.target(2 * i + 1));
  const dead = Array.from({ length: 1_000 }, (_, i) => network.target(0x8000 + 2 * i));
  const job = { kind: "paced", intervalMs: INTERVAL_MS, rounds: 2, blockMs: 0 } as const;
  const mixed = living.flatMap((address, i) => [address, dead[i]]);
  const all = await runJob(network.here, { ...job, addresses: mixed });
  await network.inTarget("iptables", "-A", "INPUT", "-d", "198.19.128.0/17", "-j", "DROP");
  const half = await runJob(network.here, { ...job, addresses: mixed });
  await network.inTarget("iptables", "-F");
  const rttsUs = (rtts: Record<string, number[]>) => living.flatMap((address) => rtts[address]);
  const [before, after] = [rttsUs(all.rttsUs), rttsUs(half.rttsUs)];
  yield figure("half_dead_lost_of_living", "probes", after.filter((us) => us < 0).length);
  const median = (values: number[]) => quantile(values.filter((us) => us >= 0), 0.5);
  yield figure("half_dead_shift_of_median_rtt", "us", Math.abs(median(after) - median(before)));
}

/** Counted by iptables' `statistic`; 99 % of fair counts are within 2.58 deviations. */
async function* randomLoss(network: BenchNetwork): AsyncIterable<Figure> {
  const addresses = Array.from({ length: 100 }, (_, i) => network.target(i + 1));
  for (const percent of [1, 5, 50]) {
    const probability = percent / 100;
    const drop = ["-m", "statistic", "--mode", "random", "--probability", String(probability)];
    await network.inTarget("iptables", "-A", "INPUT", ...drop, "-j", "DROP");
    const job = { addresses, intervalMs: 20, rounds: LOSS_PROBES / addresses.length, blockMs: 0 };
    const { lost } = await runJob(network.here, { kind: "paced", ...job });
    await network.inTarget("iptables", "-F");
    yield figure(`random_loss_of_${percent}_percent`, "%", 100 * lost / LOSS_PROBES);
    const sigmas = deviations(lost, LOSS_PROBES, probability);
    yield figure(`random_loss_of_${percent}_percent_off_by`, "sigma", sigmas);
  }
}

function figure(name: string, unit: string, value: number): Figure {
  return { bench: AGENT, figure: name, value: rounded(value), unit };
}

function compare(
  name: string,
  unit: string,
  value: number,
  peer: string,
  peerValue: number,
): Figure {
  const ratio = rounded(value / peerValue);
  return { ...figure(name, unit, value), peer, peer_value: rounded(peerValue), ratio };
}
