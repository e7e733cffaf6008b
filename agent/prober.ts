import type { IcmpHealth } from "@/shared/agent.ts";
import type { Target } from "@/shared/target.ts";
import type { ResultNote } from "@/shared/wire/round_notes.ts";

type WithoutIndex<T> = T extends unknown ? Omit<T, "index"> : never;
/** A note on a result, before it has its place in a round. */
export type ProbeNote = WithoutIndex<ResultNote>;

/** What became of one probe. */
export interface ProbeOutcome {
  /** RTT in microseconds, or a code of `RESULT_CODES`. */
  result: number;
  /** What there is to say beyond that. */
  note?: ProbeNote;
}

/** One kind of probe. It never throws: what went wrong is an outcome too. */
export interface Prober {
  /** Resolves within `timeoutMs`. */
  probe(target: Target, timeoutMs: number): Promise<ProbeOutcome>;
}

/** Every kind of probe together, as the agent's other parts see them. */
export interface Probers extends Prober {
  /** Counts since the start. */
  readonly counters: {
    /** Packets that this machine could not send. */
    sendErrors: number;
    /** Probes left out because too many were under way. */
    skippedProbes: number;
    /** What the ICMP sockets have seen. */
    icmp: IcmpHealth;
    /** ICMP ids that requests carry now, or carried a moment ago. */
    icmpIds: number[];
  };
  /** Resolves when the sockets are closed. */
  close(): Promise<void>;
}
