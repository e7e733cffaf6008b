import type { Agent } from "@/shared/agent.ts";

/** An agent that waits, for tests; `changes` make it another. */
export const sampleAgent = (changes: Partial<Agent> = {}): Agent => ({
  ref: "r1",
  id: null,
  name: "tyo",
  group: "",
  hostname: "tyo",
  address: "192.0.2.1",
  version: "0.1.0",
  previousAddress: null,
  place: "",
  wire: "native",
  enrolmentId: null,
  fingerprint: "9f3c 71aa",
  status: "pending",
  local: false,
  connected: true,
  createdAtMs: 0,
  lastSeenAtMs: 0,
  lastRoundAtMs: null,
  droppedRounds: 0,
  health: null,
  ...changes,
});
