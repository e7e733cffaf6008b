import type { Agent } from "../agent.ts";
import type { Target } from "../target.ts";
import { canonicalAddress } from "../canonical_address.ts";
import type { TrafficEvent } from "./event.ts";

/** An agent as far as its pings can be known by it. */
export interface Pinger {
  id: string;
  name: string;
  /** As the server sees it. */
  address: string;
  /** ICMP ids of its requests. */
  icmpIds: readonly number[];
}

/** A target that is pinged. */
export interface Pinged {
  id: string;
  name: string;
  /** Canonical text. */
  address: string;
}

/** What an agent says of itself; nothing before it has said so. */
export function pingerOf({ id, name, address, health }: Agent): Pinger[] {
  return id === null || health === null ? [] : [{ id, name, address, icmpIds: health.icmpIds }];
}

/** A target as it is recognised; nothing for a host name, whose address only the agents know. */
export function pingedOf({ id, name, kind, address }: Target): Pinged[] {
  const literal = kind === "icmp" ? canonicalAddress(address) : null;
  return literal === null ? [] : [{ id, name: name ?? address, address: literal }];
}

/** One of the agents' own pings, as a machine's log tells of it. */
export interface OwnPing {
  agent: Pinger;
  target: Pinged;
}

const ECHO_REQUEST = { ICMP: 8, ICMPv6: 128 } as const;

/**
 * Tells the agents' own pings from others': an echo request to the address of a target, with an ICMP
 * id of an agent, or from the address of an agent that is alone there. Whoever pings with the same
 * id by chance is taken for the agent once in 65,536 times.
 */
export function ownPings(
  agents: readonly Pinger[],
  targets: readonly Pinged[],
): (event: TrafficEvent) => OwnPing | null {
  const targetAt = new Map(targets.map((target) => [target.address, target]));
  const byId = uniquely(agents, ({ icmpIds }) => icmpIds);
  const byAddress = uniquely(agents, ({ address }) => [canonicalAddress(address) ?? address]);
  return ({ kind, proto, icmpType, icmpId, src, dst }) => {
    if (kind !== "icmp" || dst === null || icmpId === null) return null;
    if (proto !== "ICMP" && proto !== "ICMPv6" || icmpType !== ECHO_REQUEST[proto]) return null;
    const target = targetAt.get(dst);
    const agent = byId.get(icmpId) ?? (src === null ? undefined : byAddress.get(src));
    return target && agent ? { agent, target } : null;
  };
}

/** Agents by keys that belong to one of them only. */
function uniquely<Key>(agents: readonly Pinger[], keysOf: (agent: Pinger) => readonly Key[]) {
  const found = new Map<Key, Pinger | undefined>();
  for (const agent of agents) {
    // An agent's sockets of both families may have the same id.
    for (const key of new Set(keysOf(agent))) found.set(key, found.has(key) ? undefined : agent);
  }
  return found;
}
