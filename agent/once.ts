import {
  DEFAULT_INTERVAL_MS,
  DEFAULT_WARN_MS,
  type Target,
  type TargetList,
} from "@/shared/target.ts";
import { kindOfAddress, targetAddressProblem } from "@/shared/target_address.ts";
import type { Identity } from "@/shared/wire/control.ts";
import { FIRST_RESULT_CODE } from "@/shared/wire/round_frame.ts";
import { ClockOffset } from "./clock_offset.ts";
import { RoundClock } from "./round_clock.ts";
import { Gate } from "./gate.ts";
import { checkList } from "./list_bounds.ts";
import { printable } from "./log.ts";
import type { ProbeOutcome, Prober } from "./prober.ts";
import { noteWords, resultWord, rttWord } from "./result_words.ts";
import { RoundBuffer } from "./round_buffer.ts";
import { TIMEOUT_MS } from "./round_plan.ts";
import type { AgentState } from "./state.ts";
import { Uplink } from "./uplink.ts";

/** There is nothing to probe; the message says why. */
export class NothingToProbe extends Error {
  override name = "NothingToProbe";
}

/** Probes under way at once. */
const MAX_AT_ONCE = 200;
/** The server has this long to send its list, in milliseconds. */
const LIST_MS = 20_000;

/**
 * Targets as a person names them on the command line: `tcp://host:port`, a URL, or else an address
 * to ping.
 * @throws {NothingToProbe} for one that is none
 */
export function targetsOf(words: readonly string[]): Target[] {
  return words.map((word, index) => {
    const isTcp = word.startsWith("tcp://");
    const address = isTcp ? word.slice("tcp://".length) : word;
    const kind = isTcp ? "tcp" : kindOfAddress(address);
    const problem = targetAddressProblem(kind, address);
    if (problem) throw new NothingToProbe(problem);
    const id = `word_${index + 1}`;
    const [intervalMs, warnMs] = [DEFAULT_INTERVAL_MS, DEFAULT_WARN_MS];
    return { id, address, name: word, kind, intervalMs, warnMs, group: "" };
  });
}

/**
 * The server's list, as an approved agent gets it.
 * @throws {NothingToProbe} when the server gives none
 */
export async function targetsFromServer(
  state: AgentState,
  identity: Identity,
  connect: (state: AgentState) => WebSocket,
): Promise<Target[]> {
  const { promise, resolve, reject } = Promise.withResolvers<TargetList>();
  const fail = (message: string) => reject(new NothingToProbe(message));
  let notice = "";
  const clock = new ClockOffset(() => Date.now(), () => performance.now());
  const uplink = new Uplink({
    state,
    identity,
    connect,
    buffer: new RoundBuffer(),
    clock,
    rounds: new RoundClock(clock),
    report: null,
    random: Math.random,
    monotonicMs: () => performance.now(),
    onStatus: (status, _id, message) => {
      if (status !== "approved") fail(`the server gives no list: ${message}`);
    },
    onTargets: (list) => {
      checkList(list);
      resolve(list);
    },
    onRefused: (reason) => fail(`the server refused this agent: ${reason}`),
    onNotice: (message) => notice = message,
  });
  const timer = setTimeout(() => fail(`no list from ${state.serverUrl}: ${notice}`), LIST_MS);
  uplink.start();
  try {
    return (await promise).targets;
  } finally {
    clearTimeout(timer);
    uplink.close();
  }
}

/**
 * Probes each target once and gives a table of what came of it.
 * @returns the lines, and whether every target answered
 */
export async function probeOnce(
  targets: readonly Target[],
  prober: Prober,
): Promise<{ lines: string[]; allAnswered: boolean }> {
  const gate = new Gate(MAX_AT_ONCE);
  // With a bound on the wait that is never reached: each turn takes 3 s at most.
  const waitMs = TIMEOUT_MS * (2 + Math.ceil(targets.length / MAX_AT_ONCE));
  const outcomes = await Promise.all(
    targets.map((target) => gate.run(waitMs, () => prober.probe(target, TIMEOUT_MS))),
  ) as ProbeOutcome[];
  const rows = outcomes.map((outcome, index) => [
    printable(targets[index].name || targets[index].address),
    resultWord(outcome),
    rttWord(outcome),
    noteWords(outcome.note),
  ]);
  return {
    lines: tableOf([["TARGET", "RESULT", "TIME", ""], ...rows]),
    allAnswered: outcomes.every(({ result }) => result < FIRST_RESULT_CODE),
  };
}

/** Columns side by side; the third is of numbers, to the right. */
function tableOf(rows: string[][]): string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map(([target, result, time, note]) => {
    const left = `${target.padEnd(widths[0])}  ${result.padEnd(widths[1])}`;
    return `${left}  ${time.padStart(widths[2])}  ${note}`.trimEnd();
  });
}
