import type { AgentHealth } from "@/shared/agent.ts";
import { canonicalAddress } from "@/shared/canonical_address.ts";
import type { Identity, ResolvedTarget } from "@/shared/wire/control.ts";
import type { AgentRecord } from "../domain/agents.ts";
import type { AgentRecords } from "./agent_records.ts";

/** Host names whose address is kept of one agent; those told longest ago are forgotten first. */
export const MAX_RESOLVED_KEPT = 1_000;
/** A rejected agent that keeps calling is written down so often. */
const REFUSED_EVENT_MS = 10 * 60_000;

/** Who is connected, from where, and what agents say of themselves. */
export class Presence {
  constructor(private readonly records: AgentRecords, private readonly now: () => number) {}

  /** Notes a connection of a known agent. An approved agent at another address goes on hold. */
  async connected(
    ref: string,
    { hostname, version }: Pick<Identity, "hostname" | "version">,
    address: string,
  ): Promise<AgentRecord> {
    const { before, record } = await this.records.change(ref, (before) => {
      if (before.status === "blacklisted") return before;
      const moved = !before.local && before.status === "approved" && before.address !== address;
      return {
        ...before,
        hostname,
        version,
        address,
        status: moved ? "hold" : before.status,
        previousAddress: moved ? before.address : before.previousAddress,
        lastSeenAtMs: this.now(),
      };
    });
    const live = this.records.live(ref);
    if (live) live.connections++;
    if (record.status === "blacklisted") {
      await this.#noteRefused(record, address);
      return record;
    }
    const moved = before.status === "approved" && record.status === "hold";
    const way = `${before.address} → ${address}`;
    if (moved) await this.records.audit("-", "agent.moved", record, way);
    await this.records.note(ref, "connected", address, version);
    if (moved) await this.records.note(ref, "held", address, way);
    this.records.tell(ref);
    return record;
  }

  /** Notes that a connection from `address` has ended, and why. */
  async disconnected(ref: string, address: string, reason: string): Promise<void> {
    const live = this.records.live(ref);
    if (!live) return;
    live.connections--;
    const { record } = await this.records.change(
      ref,
      (before) =>
        before.status === "blacklisted" ? before : { ...before, lastSeenAtMs: this.now() },
    );
    if (record.status !== "blacklisted") {
      await this.records.note(ref, "disconnected", address, reason);
    }
    this.records.tell(ref);
  }

  /** Notes that a newer connection, from `address`, has taken an agent's place. */
  async replaced(ref: string, address: string): Promise<void> {
    if (!this.records.find(ref)) return;
    await this.records.note(ref, "replaced", address, "the newest connection counts");
  }

  roundReceived(ref: string, startedAtMs: number): void {
    const live = this.records.live(ref);
    if (live) live.lastRoundAtMs = Math.max(live.lastRoundAtMs ?? 0, startedAtMs);
  }

  /** Takes what an agent says of itself. */
  reported(ref: string, report: AgentHealth & { droppedRounds: number }): void {
    const live = this.records.live(ref);
    if (!live) return;
    const { droppedRounds, ...health } = report;
    live.droppedRounds = droppedRounds;
    live.health = health;
  }

  /** Takes where an agent's requests to host names went; what is no address is left out. */
  resolved(ref: string, found: readonly ResolvedTarget[]): void {
    const live = this.records.live(ref);
    if (!live || this.records.find(ref)?.status !== "approved") return;
    for (const { target, address } of found) {
      const canonical = canonicalAddress(address);
      if (canonical === null) continue;
      live.resolved.delete(target);
      live.resolved.set(target, canonical);
    }
    for (const target of live.resolved.keys()) {
      if (live.resolved.size <= MAX_RESOLVED_KEPT) break;
      live.resolved.delete(target);
    }
  }

  async #noteRefused(record: AgentRecord, address: string): Promise<void> {
    const live = this.records.live(record.ref), nowMs = this.now();
    if (!live || nowMs - live.refusedAtMs < REFUSED_EVENT_MS) return;
    live.refusedAtMs = nowMs;
    await this.records.note(record.ref, "refused", address, "it is on the blacklist");
    await this.records.audit(
      "-",
      "agent.refused",
      { ...record, address },
      "it is on the blacklist",
    );
  }
}
