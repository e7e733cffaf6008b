import type { Identity } from "@/shared/wire/control.ts";
import { VERSION } from "@/shared/version.ts";
import { fingerprint } from "@/shared/wire/handshake.ts";
import { connectTo } from "./connect.ts";
import { type AgentFlags, FlagError, HELP, readFlags } from "./flags.ts";
import { IcmpDenied } from "./icmp/icmp_denied.ts";
import { refusalFor, SystemRefused } from "./libc/libc.ts";
import { stderrLog } from "./log.ts";
import { NothingToProbe, probeOnce, targetsFromServer, targetsOf } from "./once.ts";
import { NotEnrolled, prepareState } from "./prepare.ts";
import { openProbers } from "./probers.ts";
import { Resolver } from "./resolver.ts";
import { runAgent } from "./run.ts";
import { StateRefused } from "./state.ts";

/** A target did not answer an agent that runs once. */
const EXIT_NO_ANSWER = 1;
/** Bad flags or configuration; the message is for the person who started it. */
const EXIT_CONFIGURATION = 2;

/** What is wrong with what was asked, or with the machine: the message alone says it all. */
const EXPECTED = [
  ...[FlagError, NotEnrolled, NothingToProbe, StateRefused, IcmpDenied, SystemRefused],
  RangeError,
];

async function main(): Promise<void> {
  const flags = readFlags(Deno.args, (name) => Deno.env.get(name));
  if (!flags) return console.log(HELP);
  // Before anything else: a token that was spent here would be lost.
  const refusal = refusalFor(Deno.build.os, Deno.build.arch);
  if (refusal !== null) throw new SystemRefused(refusal);
  const identity = { hostname: flags.name ?? Deno.hostname(), version: VERSION, address: "" };
  if (flags.once) return Deno.exit(await once(flags, flags.once, identity));
  const log = stderrLog(flags.logFormat);
  const state = await prepareState(flags.stateDir, flags.token, flags.server);
  const agent = runAgent({
    state,
    stateDir: flags.stateDir,
    identity,
    newProbers: openProbers,
    connect: connectTo,
    log,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => agent.close().finally(() => Deno.exit(0)));
  }
  const key = await fingerprint(state.publicKey);
  log(`Meshping agent ${VERSION}, server ${state.serverUrl}, key ${key}`);
}

/** Probes each target once and prints a table. Returns the exit code. */
async function once(flags: AgentFlags, words: string[], identity: Identity): Promise<number> {
  const targets = words.length > 0 ? targetsOf(words) : await targetsFromServer(
    await prepareState(flags.stateDir, flags.token, flags.server),
    identity,
    connectTo,
  );
  const probers = openProbers(new Resolver(() => performance.now()));
  const { lines, allAnswered } = await probeOnce(targets, probers);
  await probers.close();
  console.log(lines.join("\n"));
  return allAnswered ? 0 : EXIT_NO_ANSWER;
}

try {
  await main();
} catch (error) {
  if (!EXPECTED.some((kind) => error instanceof kind)) throw error;
  console.error(`meshping agent: ${(error as Error).message}`);
  Deno.exit(EXIT_CONFIGURATION);
}
