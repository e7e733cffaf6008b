import type { AgentRound } from "./round_store.ts";
import type { LocalStore } from "./store.ts";
import type { WriterProblem } from "./writer_problem.ts";

/** A part of the store with methods, such as `people`. */
export type Part = Exclude<keyof LocalStore, "checkWritable" | "check" | "backup" | "close">;

/** What the serving thread asks of the writer. Each is answered once, in order. */
export type WriterOrder =
  | { type: "open"; path: string }
  /** Answered with an `Added[]`. */
  | { type: "rounds"; rounds: AgentRound[] }
  /** Answered with what the method returns. */
  | { type: "call"; part: Part; method: string; args: unknown[] }
  | { type: "checkWritable" }
  | { type: "close" };

export type WriterAnswer = { ok: true; value: unknown } | { ok: false; problem: WriterProblem };
