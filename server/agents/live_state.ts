import type { AgentHealth } from "@/shared/agent.ts";

/** What is true of an agent only while the server runs. */
export interface LiveState {
  connections: number;
  lastRoundAtMs: number | null;
  droppedRounds: number;
  health: AgentHealth | null;
  fingerprint: string;
  /** When its being turned away was written down last. */
  refusedAtMs: number;
}

export const newLiveState = (fingerprint: string): LiveState => ({
  connections: 0,
  lastRoundAtMs: null,
  droppedRounds: 0,
  health: null,
  fingerprint,
  refusedAtMs: -Infinity,
});
