import type { AlertRule, Channel } from "@/shared/alerts.ts";
import type { CellState } from "@/shared/cell_state.ts";

/** An alert that fires, as the page shows it. Times are Unix milliseconds. */
export interface FiringView {
  subject: string;
  name: string;
  rule: Pick<AlertRule, "id" | "name" | "severity">;
  sinceMs: number;
  muted: boolean;
  flapping: boolean;
  badPaths: number;
  paths: readonly {
    agent: string;
    target: string;
    state: CellState;
    lossPercent: number;
    rttUs: number | null;
  }[];
}

/** A line of the history. */
export interface EventView {
  id: number;
  atMs: number;
  rule: string;
  name: string;
  kind: "fired" | "cleared" | "flapping" | "settled";
  told: boolean;
  detail: string;
}

/** A channel and how it does. */
export interface ChannelView {
  channel: Channel;
  health: {
    waiting: number;
    sent: number;
    dropped: number;
    lastSentAtMs: number | null;
    lastError: string | null;
  };
}

/** What a scope can be chosen from. */
export interface ScopeChoices {
  groups: readonly string[];
  targets: readonly { id: string; name: string }[];
}
