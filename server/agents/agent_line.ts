import type { AgentStatus } from "@/shared/agent.ts";

/** Frames of one agent that may wait, in bytes: four times what it has under way (docs/protocol.md). */
export const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/** What an agent is told of where it stands. */
export const STATUS_MESSAGES: Record<AgentStatus, string> = {
  pending: "waiting for an administrator's approval",
  approved: "approved",
  hold: "on hold: an administrator has to approve this agent again",
  blacklisted: "rejected by an administrator",
};

/** The part of a WebSocket that a line needs. */
export interface LineSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** One agent's connection, whatever it speaks. */
export interface AgentLine {
  /** Whose it is, once that is proved. */
  readonly ref: string | null;
  /** Takes a frame; resolves when it and all before it have been worked on. */
  receive(data: string | Uint8Array): Promise<void>;
  /** Tells the agent where it stands and what to probe, if that changed. */
  update(): void;
  /** The same agent has connected again, from `address`: the newest connection counts. */
  replaced(address: string): void;
  /** The socket is gone; `reason` says why when it was the other end. */
  closed(reason: string): Promise<void>;
}
