/** What became of one echo request. */
export type EchoOutcome =
  /**
   * `rttUs`: whole microseconds, at least 1. `kernel`: from the kernel's transmit stamp to its
   * receive stamp. `user`: one end or both were stamped by this program, so its own delays and the
   * scheduler's are in it.
   */
  | { state: "reply"; rttUs: number; stamp: "kernel" | "user" }
  /** No answer within the time given. */
  | { state: "timeout" }
  /** `from` answered with an ICMP error that quotes the request (RFC 792, RFC 4443 section 3). */
  | { state: "unreachable"; from: string; icmpType: number; icmpCode: number }
  /** Nothing was sent, and this machine is the reason. */
  | { state: "send-failed"; errno: number; reason: string };

/** A reply that came after its request had ended as `timeout`. */
export interface LateReply {
  address: string;
  rttUs: number;
  stamp: "kernel" | "user";
}

/** What a pinger has seen since it was opened. */
export interface PingerCounters {
  /** Requests handed to the kernel. */
  sent: number;
  /** Requests that the kernel, or a bound of this program, refused. */
  sendFailed: number;
  /** Those of them that were too many a second. */
  rateLimited: number;
  /** Outcomes `reply`. */
  replies: number;
  /** Those of them without both kernel stamps. */
  userStamped: number;
  timeouts: number;
  unreachable: number;
  /** Answers to a request whose time was up. */
  late: number;
  /** Further answers to a request that had one. */
  duplicate: number;
  /**
   * Echo replies and errors that are about none of our requests: forged, or (without a packet
   * filter) another program's.
   */
  foreign: number;
  /** Messages that are broken: too short, of another size than the request, wrong checksum. */
  malformed: number;
  /** Messages that the kernel dropped because this program did not read them in time. */
  receiveDrops: number;
  /** Sockets replaced by one with another id, after repeated loss. */
  reopened: number;
}

export function emptyCounters(): PingerCounters {
  return {
    sent: 0,
    sendFailed: 0,
    rateLimited: 0,
    replies: 0,
    userStamped: 0,
    timeouts: 0,
    unreachable: 0,
    late: 0,
    duplicate: 0,
    foreign: 0,
    malformed: 0,
    receiveDrops: 0,
    reopened: 0,
  };
}
