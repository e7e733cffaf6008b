/** The part of the API's answers that these tests read; times are RFC 3339, durations ms. */
export interface AgentAnswer {
  id: string | null;
  ref: string;
  name: string;
  status: string;
  connected: boolean;
  last_round: string | null;
  dropped_rounds: number;
  health: {
    buffered_rounds: number;
    lag_ms: number;
    starved_rounds: number;
    send_errors: number;
    skipped_probes: number;
    clock_offset_ms: number | null;
    clock_error_ms: number | null;
    icmp: Record<string, number> | null;
    clock_off: boolean;
  } | null;
}

export interface TargetsAnswer {
  revision: number;
  targets: { id: string; address: string; name: string }[];
}

export interface CellAnswer {
  agent: string;
  target: string;
  state: "ok" | "slow" | "fail" | "nodata";
  rtt_ms: number | null;
  loss_percent: number;
}

export interface MatrixAnswer {
  agents: { id: string; name: string; connected: boolean }[];
  targets: TargetsAnswer["targets"];
  cells: CellAnswer[];
}

export interface ResultsAnswer {
  points: { t: string; rtt_ms: number | null; lost?: string; clock_off?: true }[];
  notes: {
    kind: string;
    t: string;
    until: string;
    count: number;
    [more: string]: string | number | null;
  }[];
}

export interface EventsAnswer {
  events: {
    kind: string;
    sender: string;
    src: string | null;
    dst: string | null;
    proto: string | null;
    icmpType: number | null;
    icmpId: number | null;
    inIface: string | null;
    host: string | null;
    app: string | null;
    raw: string;
    truncated: boolean;
    http: {
      method: string | null;
      status: number;
      path: string | null;
      durationMs: number | null;
      userAgent: string | null;
      site: string | null;
    } | null;
    place: { kind: string } | null;
  }[];
}

/** An error of the API, RFC 9457. */
export interface ProblemAnswer {
  status: number;
  code: string;
  detail: string;
}
