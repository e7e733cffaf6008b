import type { AgentStatus } from "@/shared/agent.ts";
import { type AgentReport, type Identity, MAX_RESOLVED } from "@/shared/wire/control.ts";
import { isRoundTime, type RoundFrame } from "@/shared/wire/round_frame.ts";
import { ClockOffset } from "./clock_offset.ts";
import { checkList } from "./list_bounds.ts";
import type { Probers } from "./prober.ts";
import { hostOf } from "@/shared/target_address.ts";
import type { ExtraAnswers } from "./probers.ts";
import { ResolvedTargets } from "./resolved_targets.ts";
import { Resolver } from "./resolver.ts";
import { RoundBuffer } from "./round_buffer.ts";
import { RoundClock } from "./round_clock.ts";
import { Scheduler } from "./scheduler.ts";
import { type AgentState, saveState } from "./state.ts";
import { Uplink } from "./uplink.ts";

export interface RunOptions {
  state: AgentState;
  /** Folder of the state, rewritten once the server knows this agent's key. */
  stateDir: string;
  identity: Identity;
  /** Given the resolver, because a prober is asked for targets by name; it notes what it found. */
  newProbers: (resolver: Resolver, resolved: ResolvedTargets, extra: ExtraAnswers) => Probers;
  connect: (state: AgentState) => WebSocket;
  log: (message: string) => void;
}

/** A running agent. */
export interface RunningAgent {
  /** Resolves when the sockets are closed. */
  close(): Promise<void>;
}

/** The agent's parts list: scheduler → prober → buffer → uplink, and targets the other way. */
export function runAgent(options: RunOptions): RunningAgent {
  const { log } = options;
  const now = () => Date.now();
  const monotonicMs = () => performance.now();
  const resolver = new Resolver(monotonicMs);
  const resolved = new ResolvedTargets();
  const probers = options.newProbers(resolver, resolved, {
    late: (id, rttUs) => scheduler.noteLate(id, rttUs),
    duplicate: (id) => scheduler.noteDuplicate(id),
  });
  const buffer = new RoundBuffer();
  const clock = new ClockOffset(now, monotonicMs);
  const rounds = new RoundClock(clock);
  const clockless = { rounds: 0 };
  let status: AgentStatus | null = null;

  const keep = (frame: RoundFrame) => {
    rounds.correct(frame);
    if (!isRoundTime(frame.startedAtMs)) {
      if (clockless.rounds++ === 0) log("this machine's clock is not set: rounds are thrown away");
      return;
    }
    const before = buffer.dropped;
    buffer.add(frame);
    if (buffer.dropped > before && buffer.dropped % 100 === 1) {
      log(`the buffer is full: ${buffer.dropped} rounds were thrown away so far`);
    }
  };

  const scheduler = new Scheduler({
    prober: probers,
    session: crypto.getRandomValues(new Uint32Array(1))[0],
    now,
    monotonicMs,
    onRound: (frame) => {
      keep(frame);
      uplink.flush();
    },
    onError: (error) => log(`a probe failed: ${error}`),
  });

  const report = (): AgentReport => {
    const estimate = clock.estimate;
    return {
      bufferedRounds: buffer.size,
      bufferedBytes: buffer.bytes,
      droppedRounds: buffer.dropped + clockless.rounds,
      ...scheduler.health,
      ...probers.counters,
      clockOffsetMs: estimate?.offsetMs ?? null,
      clockErrorMs: estimate?.errorMs ?? null,
      resolved: resolved.next(MAX_RESOLVED),
    };
  };

  const uplink = new Uplink({
    state: options.state,
    identity: options.identity,
    buffer,
    clock,
    rounds,
    report,
    connect: options.connect,
    random: Math.random,
    monotonicMs,
    onStatus: (next, agentId, message) => {
      if (next !== status) log(`${agentId ?? "this agent"} is ${next}: ${message}`);
      status = next;
      if (next !== "approved") scheduler.stop();
      if (options.state.enrolment) {
        options.state.enrolment = null;
        saveState(options.stateDir, options.state).catch((error) => log(error.message));
      }
    },
    onTargets: (list) => {
      checkList(list);
      log(`probing ${list.targets.length} targets, revision ${list.revision}`);
      resolver.keepOnly(new Set(list.targets.map(hostOf)));
      resolved.keepOnly(new Set(list.targets.map(({ id }) => id)));
      scheduler.use(list);
    },
    onRefused: (reason) => {
      status = null;
      scheduler.stop();
      log(`refused: ${reason}`);
    },
    onNotice: log,
  });
  uplink.start();

  return {
    close: async () => {
      scheduler.stop();
      uplink.close();
      await probers.close();
    },
  };
}
