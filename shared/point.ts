/** Why a probe has no RTT; the names of `RESULT_CODES`. */
export type LossReason =
  | "timeout"
  | "unreachable"
  | "sendFailed"
  | "unresolved"
  | "refused"
  | "reset"
  | "badTls"
  | "notHttp"
  | "badStatus"
  | "redirectLoop"
  | "bodyTooLong";

/** One result of one path. */
export interface Point {
  /** When the round began, Unix time in milliseconds. */
  atMs: number;
  /** RTT in microseconds; `null` when there was no answer. */
  rttUs: number | null;
  /** Why there is no RTT, where that is known. */
  lost?: LossReason;
  /** The agent was starved of CPU time while it measured this. */
  starved?: true;
  /** The agent's clock was over 2 s off; `atMs` is corrected. */
  clockOff?: true;
  /** HTTP: status (0: none came) and time to the first byte in microseconds (0: none came). */
  http?: { status: number; ttfbUs: number };
}
