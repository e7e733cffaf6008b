import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { ownPings, type Pinged, type Pinger } from "@/shared/traffic/own_pings.ts";
import type { Sighting, SightingStore } from "../domain/both_sides.ts";

/** Routers and the target itself may all log a path; a forged sender must not fill the disk. */
export const MAX_SENDERS_A_PATH = 16;
/** Nobody logs a path more often; what is nearer together is taken for one. */
const GRAIN_MS = 100;

/** A line that is older than this has waited somewhere, in a queue for example. */
const WAITED_MS = 2_000;
const ZONE_MS = 15 * 60_000;

/** Picks the agents' own requests out of what senders log, and keeps when they were seen. */
export class Sightings {
  #ownPing = ownPings([], []);
  readonly #senders = new Map<string, Set<string>>();

  constructor(private readonly store: Pick<SightingStore, "addSightings">) {}

  /** From now on, the requests of these agents to these targets are own ones. */
  know(agents: readonly Pinger[], targets: readonly Pinged[]): void {
    this.#ownPing = ownPings(agents, targets);
    const ids = new Set(targets.map(({ id }) => id));
    for (const path of this.#senders.keys()) {
      if (!ids.has(path.slice(path.indexOf("/") + 1))) this.#senders.delete(path);
    }
  }

  /** Resolves when what was seen is kept. */
  async take(events: readonly TrafficEvent[]): Promise<void> {
    const seen: Sighting[] = [];
    for (const event of events) {
      const own = this.#ownPing(event);
      if (own === null || !this.#admits(own.agent.id, own.target.id, event.sender)) continue;
      const atMs = Math.floor(momentOf(event) / GRAIN_MS) * GRAIN_MS;
      seen.push({ agentId: own.agent.id, targetId: own.target.id, sender: event.sender, atMs });
    }
    if (seen.length > 0) await this.store.addSightings(seen);
  }

  #admits(agentId: string, targetId: string, sender: string): boolean {
    const path = `${agentId}/${targetId}`;
    let senders = this.#senders.get(path);
    if (senders === undefined) this.#senders.set(path, senders = new Set());
    if (senders.has(sender)) return true;
    if (senders.size >= MAX_SENDERS_A_PATH) return false;
    senders.add(sender);
    return true;
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
