import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { ownPings, type Pinged, type Pinger } from "@/shared/traffic/own_pings.ts";
import { FURTHER_SENDERS, type Sighting, type SightingStore } from "../domain/both_sides.ts";

/**
 * Routers and the target itself may all log a path; a forged sender must not fill the disk. What
 * further ones log is kept as that of one.
 */
export const MAX_SENDERS_A_PATH = 16;
/** Nobody logs a path more often; what is nearer together is taken for one. */
const GRAIN_MS = 100;

/** A line that is older than this has waited somewhere, in a queue for example. */
const WAITED_MS = 2_000;
const ZONE_MS = 15 * 60_000;

/** An agent's own request that a sender has logged. */
export interface OwnRequest {
  agentId: string;
  targetId: string;
  /** Address that sent the log line. */
  sender: string;
  /** The sender is the target itself. */
  byTarget: boolean;
  /** When it was logged, Unix milliseconds, to {@linkcode GRAIN_MS}. */
  atMs: number;
}

/** Picks the requests of these agents to these targets out of what senders log. */
export function ownRequests(
  agents: readonly Pinger[],
  targets: readonly Pinged[],
): (events: readonly TrafficEvent[]) => OwnRequest[] {
  const ownPing = ownPings(agents, targets);
  return (events) => {
    const found: OwnRequest[] = [];
    for (const event of events) {
      const own = ownPing(event);
      if (own === null) continue;
      const { sender, dst } = event;
      const atMs = Math.floor(momentOf(event) / GRAIN_MS) * GRAIN_MS;
      const path = { agentId: own.agent.id, targetId: own.target.id };
      found.push({ ...path, sender, byTarget: sender === dst, atMs });
    }
    return found;
  };
}

/** Keeps when the agents' own requests were seen, by whom. */
export class Sightings {
  readonly #senders = new Map<string, Set<string>>();

  constructor(private readonly store: Pick<SightingStore, "addSightings">) {}

  /** Forgets the senders of targets that are not among these any more. */
  know(targets: readonly Pinged[]): void {
    const ids = new Set(targets.map(({ id }) => id));
    for (const path of this.#senders.keys()) {
      if (!ids.has(path.slice(path.indexOf("/") + 1))) this.#senders.delete(path);
    }
  }

  /** Resolves when what was seen is kept. */
  async take(requests: readonly OwnRequest[]): Promise<void> {
    if (requests.length === 0) return;
    await this.store.addSightings(requests.map((request): Sighting => {
      const { agentId, targetId, atMs } = request;
      return { agentId, targetId, sender: this.#senderOf(request), atMs };
    }));
  }

  /** Under which name a sighting is kept. The target itself is never one of too many. */
  #senderOf({ agentId, targetId, sender, byTarget }: OwnRequest): string {
    if (byTarget) return sender;
    const path = `${agentId}/${targetId}`;
    let senders = this.#senders.get(path);
    if (senders === undefined) this.#senders.set(path, senders = new Set());
    if (senders.has(sender)) return sender;
    if (senders.size >= MAX_SENDERS_A_PATH) return FURTHER_SENDERS;
    senders.add(sender);
    return sender;
  }
}

/**
 * When a line was written, on this server's clock: when it came, unless it came late. A line that
 * seems late by whole quarters of an hour is one without a time zone, and came when it came.
 */
export function momentOf(
  { receivedAtMs, sentAtMs }: Pick<TrafficEvent, "receivedAtMs" | "sentAtMs">,
): number {
  if (sentAtMs === null) return receivedAtMs;
  const waitedMs = receivedAtMs - sentAtMs;
  const isZone = waitedMs >= ZONE_MS - WAITED_MS &&
    (waitedMs + WAITED_MS) % ZONE_MS < 2 * WAITED_MS;
  return waitedMs <= WAITED_MS || isZone ? receivedAtMs : sentAtMs;
}
