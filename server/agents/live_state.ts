import type { AgentHealth } from "@/shared/agent.ts";

/** What is true of an agent only while the server runs. */
export interface LiveState {
  connections: number;
  lastRoundAtMs: number | null;
  droppedRounds: number;
  health: AgentHealth | null;
  /** Addresses of host names as it found them, by the target's id; the oldest news first. */
  resolved: Map<string, string>;
  fingerprint: string;
  /** When its being turned away was written down last. */
  refusedAtMs: number;
}

export const newLiveState = (fingerprint: string): LiveState => ({
  connections: 0,
  lastRoundAtMs: null,
  droppedRounds: 0,
  health: null,
  resolved: new Map(),
  fingerprint,
  refusedAtMs: -Infinity,
});
