/** One of the agents' own requests, as a sender's log tells of it. */
export interface Sighting {
  agentId: string;
  targetId: string;
  /** Address that sent the log line, or {@linkcode FURTHER_SENDERS}. */
  sender: string;
  /** When the request was logged, Unix milliseconds. */
  atMs: number;
}

/** Stands for all senders of a path beyond the first ones, which nobody tells apart. */
export const FURTHER_SENDERS = "";

export interface SightingStore {
  /** Keeps them; one that is known already changes nothing. */
  addSightings(sightings: readonly Sighting[]): Promise<void>;
  /** Sightings of one path, oldest first, `fromMs <= atMs < toMs`. */
  sightings(
    agentId: string,
    targetId: string,
    fromMs: number,
    toMs: number,
  ): Promise<{ sender: string; atMs: number }[]>;
  /** Removes those from before `beforeMs`, about `limit` of them; returns how many. */
  removeSightingsBefore(beforeMs: number, limit: number): Promise<number>;
}

/**
 * What became of a request. `there`: it never came to the far end. `back`: it came there, and was
 * not answered, or its answer was lost. `unknown`: the log does not allow to say. `unsent`: it never
 * left the agent.
 */
export type Fate = "answered" | "there" | "back" | "unknown" | "unsent";

/** One round of a path, told from both sides. */
export interface SeenRound {
  /** When the round began, Unix milliseconds. */
  atMs: number;
  fate: Fate;
  /** Its request is in the log of the far end. */
  seen: boolean;
}

/** How many requests of a stretch met which fate. */
export type Fates = Record<Fate, number> & {
  /** Unix milliseconds. */
  atMs: number;
  /** Requests in the log of the far end. */
  seen: number;
};

/** Who logged requests of a path. */
export interface Witness {
  /** Address that sent the log lines. */
  sender: string;
  count: number;
  /** Whether its log is the one that counts as the far end's. */
  farEnd: boolean;
}

export interface BothSidesAnswer {
  witnesses: Witness[];
  /** Requests that further senders logged, whose logs are not looked at: too many log the path. */
  further: number;
  rounds: SeenRound[];
}

export interface BothSidesService {
  /**
   * The rounds of one path, oldest first, `fromMs <= atMs < toMs`, and whose log tells of them.
   *
   * @param target with the canonical address of its requests, where that is known
   */
  rounds(
    agentId: string,
    target: { id: string; address: string | null },
    fromMs: number,
    toMs: number,
  ): Promise<BothSidesAnswer>;
}
