/** What the probing process is to do; given to it as JSON. */
export type Job =
  /** As fast as it goes, `waiting` at once, over addresses of loopback. */
  | { kind: "flat"; probes: number; addresses: number; waiting: number }
  /** The same without a pinger: packets sent and read, nothing else. What the kernel takes. */
  | { kind: "floor"; probes: number; addresses: number }
  /**
   * Every address once in `intervalMs`, evenly spread, `rounds` times.
   *
   * `blockMs`: how long the event loop is busy with something else, as often again as it is free.
   */
  | { kind: "paced"; addresses: string[]; intervalMs: number; rounds: number; blockMs: number };

/** What came of it. */
export interface JobResult {
  wallS: number;
  /** Processor time of all threads. */
  cpuS: number;
  userS: number;
  rssBytes: number;
  lost: number;
  /** Replies without both kernel stamps. */
  userStamped: number;
  /** Round trips in µs for each address in the order they were sent; -1 for none. Empty for `flat`. */
  rttsUs: Record<string, number[]>;
}
