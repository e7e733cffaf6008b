import type { AgentHealth, IcmpHealth } from "@/shared/agent.ts";
import { CLOCK_OFF_MS } from "@/shared/clock_off.ts";
import { formatCount } from "@/components/text/format.ts";
import { agentsWords } from "@/components/words/agents.ts";

/** A probe that starts later than this was held up. */
const BAD_LAG_MS = 100;

/** What an agent says of itself, short, and whether a person should look at it. */
export interface HealthWords {
  text: string;
  bad: boolean;
  /** All of it, name by name. */
  details: [name: string, value: string][];
}

/** `null` for an agent that has not said how it is. */
export function healthWords(health: AgentHealth | null): HealthWords | null {
  if (!health) return null;
  const { clockOffsetMs: offset, lagMs, bufferedRounds } = health;
  const offsetIsBad = offset !== null && Math.abs(offset) > CLOCK_OFF_MS;
  const words = agentsWords();
  const parts = [
    offset === null ? words.clockUnknown : words.clock(signed(offset)),
    words.lag(formatCount(lagMs)),
    ...(bufferedRounds > 1 ? [words.roundsWaiting(formatCount(bufferedRounds))] : []),
  ];
  return {
    text: parts.join(" · "),
    bad: offsetIsBad || lagMs > BAD_LAG_MS,
    details: [...ownDetails(health), ...icmpDetails(health.icmp)],
  };
}

function ownDetails(health: AgentHealth): [string, string][] {
  const { clockOffsetMs: offset, lagMs, bufferedRounds } = health;
  const words = agentsWords(), { details } = words;
  const clock = offset === null
    ? words.notCompared
    : `${signed(offset)} ms (± ${health.clockErrorMs ?? 0})`;
  return [
    [details.clock, clock],
    [details.lag, `${formatCount(lagMs)} ms`],
    [details.bufferedRounds, formatCount(bufferedRounds)],
    [details.starvedRounds, formatCount(health.starvedRounds)],
    [details.sendErrors, formatCount(health.sendErrors)],
    [details.skippedProbes, formatCount(health.skippedProbes)],
  ];
}

function icmpDetails(icmp: IcmpHealth | null): [string, string][] {
  if (!icmp) return [];
  const words = agentsWords();
  const names = Object.keys(words.icmp) as (keyof IcmpHealth)[];
  return names.map((name) => [words.icmp[name], formatCount(icmp[name])]);
}

const signed = (ms: number) => `${ms < 0 ? "−" : "+"}${formatCount(Math.abs(ms))}`;
