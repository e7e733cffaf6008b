import type { Agent, AgentHealth } from "../agent.ts";
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
  /** Where its requests to host names go: ids of targets and canonical addresses. */
  resolved: readonly (readonly [targetId: string, address: string])[];
}

/** A target that is pinged. */
export interface Pinged {
  id: string;
  name: string;
  /** Canonical text; `null` for a host name, whose address only the agents know. */
  address: string | null;
}

type KnownAgent = Pick<Agent, "id" | "name" | "address"> & {
  health: Pick<AgentHealth, "icmpIds"> | null;
};

/**
 * The agents that have said how they are.
 * @param resolvedOf addresses of host names as an agent found them, by the target's id
 * @param room most of these addresses; agents that have more than is left go without
 */
export function pingersOf<Known extends KnownAgent>(
  agents: readonly Known[],
  resolvedOf: (agent: Known) => ReadonlyMap<string, string>,
  room = Infinity,
): Pinger[] {
  let left = room;
  return agents.flatMap((agent) => {
    const { id, name, address, health } = agent;
    if (id === null || health === null) return [];
    const resolved = [...resolvedOf(agent)], fits = resolved.length <= left;
    if (fits) left -= resolved.length;
    return [{ id, name, address, icmpIds: health.icmpIds, resolved: fits ? resolved : [] }];
  });
}

/** A target as it is recognised, when it is pinged at all. */
export function pingedOf({ id, name, kind, address }: Target): Pinged[] {
  if (kind !== "icmp") return [];
  return [{ id, name: name || address, address: canonicalAddress(address) }];
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
 * id by chance is taken for the agent once in 65,536 times. Where one agent's requests for two targets
 * go to the same address, nobody can tell whose a request is, so it is taken for neither's.
 */
export function ownPings(
  agents: readonly Pinger[],
  targets: readonly Pinged[],
): (event: TrafficEvent) => OwnPing | null {
  const targetAt = uniquely(targets, ({ address }) => address === null ? [] : [address]);
  const names = new Map(targets.flatMap((target) => target.address ? [] : [[target.id, target]]));
  const namesAt = new Map(agents.map((agent) => [
    agent,
    uniquely(
      agent.resolved.flatMap(([id, at]) => names.has(id) ? [{ at, target: names.get(id)! }] : []),
      ({ at }) => [at],
    ),
  ]));
  const byId = uniquely(agents, ({ icmpIds }) => icmpIds);
  const byAddress = uniquely(agents, ({ address }) => [canonicalAddress(address) ?? address]);
  return ({ kind, proto, icmpType, icmpId, src, dst }) => {
    if (kind !== "icmp" || dst === null || icmpId === null) return null;
    if (proto !== "ICMP" && proto !== "ICMPv6" || icmpType !== ECHO_REQUEST[proto]) return null;
    const agent = byId.get(icmpId) ?? (src === null ? undefined : byAddress.get(src));
    if (agent === undefined) return null;
    const named = namesAt.get(agent)!;
    const target = !named.has(dst)
      ? targetAt.get(dst)
      : targetAt.has(dst)
      ? undefined
      : named.get(dst)?.target;
    return target ? { agent, target } : null;
  };
}

/** Each by the keys that belong to it alone; `undefined` by those of several. */
function uniquely<Key, Of>(all: readonly Of[], keysOf: (one: Of) => readonly Key[]) {
  const found = new Map<Key, Of | undefined>();
  for (const one of all) {
    // An agent's sockets of both families may have the same id.
    for (const key of new Set(keysOf(one))) found.set(key, found.has(key) ? undefined : one);
  }
  return found;
}
