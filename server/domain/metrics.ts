/** Which paths an answer is about. */
export interface MetricsFilter {
  /** Ids of agents; empty for all. */
  agents: readonly string[];
  /** Ids of targets; empty for all. */
  targets: readonly string[];
  /** `false` leaves all paths out. */
  paths: boolean;
}

export interface MetricsService {
  /** Prometheus text, piece by piece. */
  text(filter: MetricsFilter): Promise<Iterable<string>>;
}
