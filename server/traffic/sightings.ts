import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { type OwnPing, ownPings, type Pinged, type Pinger } from "@/shared/traffic/own_pings.ts";
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
      if (own === null) continue;
      const sender = this.#senderOf(own, event);
      const atMs = Math.floor(momentOf(event) / GRAIN_MS) * GRAIN_MS;
      seen.push({ agentId: own.agent.id, targetId: own.target.id, sender, atMs });
    }
    if (seen.length > 0) await this.store.addSightings(seen);
  }

  /** Under which name a sighting is kept. The target itself is never one of too many. */
  #senderOf({ agent, target }: OwnPing, { sender, dst }: TrafficEvent): string {
    if (sender === dst) return sender;
    const path = `${agent.id}/${target.id}`;
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
