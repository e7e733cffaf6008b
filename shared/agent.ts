/** Where an agent stands with the administrator. */
export type AgentStatus = "pending" | "approved" | "hold" | "blacklisted";

/** An agent as pages and the API show it. Times are Unix milliseconds. */
export interface Agent {
  /** Names the record before it has an id, and for ever after. */
  ref: string;
  /** `agent_1`, `agent_2` …: given at the first approval. */
  id: string | null;
  /** Name given at enrolment, or else the host name. */
  name: string;
  /** Site it stands at, as an administrator wrote it; rows of one group stand side by side. */
  group: string;
  hostname: string;
  /** As the server sees it. */
  address: string;
  /** The address it was approved at, while it is on hold for having moved. */
  previousAddress: string | null;
  /** Where the address is, in words; empty when that is not known. */
  place: string;
  /** `json`: the plain dialect, where a passphrase stands for a key. */
  wire: "native" | "json";
  /** The token it came in with. */
  enrolmentId: string | null;
  version: string;
  /** SHA-256 of the agent's public key, first 8 bytes as hex in groups of four. */
  fingerprint: string;
  status: AgentStatus;
  /** Runs inside the server's own process. */
  local: boolean;
  connected: boolean;
  createdAtMs: number;
  lastSeenAtMs: number | null;
  lastRoundAtMs: number | null;
  /** Results the agent had to throw away because its buffer was full, as it reported. */
  droppedRounds: number;
  /** How the agent itself is doing, as it said last; `null` before it has said so. */
  health: AgentHealth | null;
}

/** What an agent measures of itself. Counts are since its process started. */
export interface AgentHealth {
  /** Rounds that wait for the server's acknowledgement. */
  bufferedRounds: number;
  /** Longest delay of a probe behind its time in the last round, in milliseconds. */
  lagMs: number;
  /** Rounds measured while the agent was starved of CPU time. */
  starvedRounds: number;
  /** Packets that its machine could not send. */
  sendErrors: number;
  /** Probes left out because too many were under way. */
  skippedProbes: number;
  /** To be added to its clock to get the server's, in ms; `null` before it is known. */
  clockOffsetMs: number | null;
  /** How far that may be wrong, in ms either way. */
  clockErrorMs: number | null;
  /** What its ICMP sockets have seen; `null` for an agent that does not say. */
  icmp: IcmpHealth | null;
  /** ICMP ids that its requests carry now, or carried a moment ago. */
  icmpIds: number[];
}

/** Counts of ICMP echo since an agent's process started. */
export interface IcmpHealth {
  /** Requests that left. */
  sent: number;
  /** Answers in time. */
  replies: number;
  /** Answers to requests whose time was up. */
  late: number;
  /** Further answers to requests that had one. */
  duplicates: number;
  /** Replies and errors about none of its requests: forged, or another program's. */
  foreign: number;
  /** Messages that are broken: too short, of another size, with a wrong checksum. */
  malformed: number;
  /** Requests that its own bound on the rate refused. */
  rateLimited: number;
  /** Messages that its kernel dropped because they were not read in time. */
  receiveDrops: number;
  /** Answers with a time stamp of the program in their RTT. */
  userStamped: number;
  /** Sockets replaced by ones with another ICMP id, after repeated loss. */
  reopened: number;
}

/** One line of an agent's connection log. */
export interface AgentEvent {
  atMs: number;
  event:
    | "enrolled"
    | "approved"
    | "held"
    | "rejected"
    | "connected"
    | "disconnected"
    | "refused"
    | "replaced"
    | "rekeyed";
  /** As the server saw it. */
  address: string;
  detail: string;
}
