/** What there is to say of a sample beyond its result. */
export type SampleNote =
  /** The agent was starved of CPU time while it measured. */
  | { kind: "starved" }
  /** The agent's clock was set since its round before. */
  | { kind: "clockStepped" }
  /** The RTT has a time stamp of the program, not of the kernel, in it. */
  | { kind: "userStamped" }
  /** `from` (an address; empty when not known) said so by ICMP. */
  | { kind: "icmpError"; type: number; code: number; from: string }
  /** An answer came after the time was up; of several, the longest RTT, in microseconds. */
  | { kind: "late"; rttUs: number }
  /** Further answers came to one request; of several, all of them. */
  | { kind: "duplicates"; answers: number }
  /**
   * HTTP: status (0: none came), time to the first byte in microseconds (0: none came; of several,
   * the longest), end of the certificate in Unix milliseconds (`null`: no TLS, or not known).
   */
  | { kind: "http"; status: number; ttfbUs: number; certificateEndMs: number | null };

/** The same note on samples one after the other. Times are starts of rounds, Unix milliseconds. */
export interface NoteRun {
  fromMs: number;
  toMs: number;
  /** How many samples. */
  count: number;
  note: SampleNote;
}

/** Notes on a stretch of a path. */
export interface PathNotes {
  /** Before this, they were not looked for. */
  sinceMs: number;
  /** The one that ended last comes first. */
  runs: NoteRun[];
}

/** Notes with the same key on samples one after the other are one run. */
export function noteKey(note: SampleNote): string {
  switch (note.kind) {
    case "icmpError":
      return `${note.kind} ${note.type} ${note.code} ${note.from}`;
    case "http":
      return `${note.kind} ${note.status} ${note.certificateEndMs}`;
    default:
      return note.kind;
  }
}

/** One note for two of the same key. */
export function joinNotes(a: SampleNote, b: SampleNote): SampleNote {
  if (a.kind === "late" && b.kind === "late") {
    return { ...a, rttUs: Math.max(a.rttUs, b.rttUs) };
  }
  if (a.kind === "duplicates" && b.kind === "duplicates") {
    return { ...a, answers: a.answers + b.answers };
  }
  if (a.kind === "http" && b.kind === "http") {
    return { ...a, ttfbUs: Math.max(a.ttfbUs, b.ttfbUs) };
  }
  return a;
}
