import { trafficWords } from "@/components/words/traffic.ts";

/** A line to try the pattern on, and the number it is known by. */
export type NumberedLine = readonly [key: number, text: string];

/** The part of a Worker that is used here. */
export interface WorkerLike {
  postMessage(message: { source: string; lines: readonly NumberedLine[] }): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export interface PatternDeps {
  open(): WorkerLike;
  /** Calls `run` after `delayMs`; returns how to stop that. */
  after(delayMs: number, run: () => void): () => void;
}

/** Longest time for one batch of lines, and most characters of a line that are tried. */
const LIMIT_MS = 500, MAX_LINE = 4_000;
/** Answers that are kept: more than the feed and what waits behind a pause. */
const MAX_KNOWN = 2_000;

/**
 * A regular expression tried in a Worker, one batch at a time. A pattern that takes longer than
 * {@linkcode LIMIT_MS} is given up for good: `problem` says so, and no event passes.
 */
export class PatternMatcher {
  /** Why the pattern is of no use, in words for who typed it; `null` while it is. */
  problem: string | null = null;
  readonly #known = new Map<number, boolean>();
  #worker: WorkerLike | null = null;
  #stopTimer: (() => void) | null = null;

  constructor(
    private readonly source: string,
    private readonly deps: PatternDeps,
    private readonly onChange: () => void,
  ) {
    try {
      new RegExp(source, "iu");
    } catch (error) {
      const message = (error as Error).message.replace(/^Invalid regular expression: /, "");
      this.problem = trafficWords().badPattern(message);
    }
  }

  /** Whether the pattern is in the line; false until that is known. */
  matches(key: number): boolean {
    return this.problem === null && this.#known.get(key) === true;
  }

  /** Tries the lines that are not known yet, unless a batch is under way: call again on change. */
  look(lines: readonly NumberedLine[]): void {
    if (this.problem !== null || this.#stopTimer) return;
    const unknown = lines.filter(([key]) => !this.#known.has(key))
      .map(([key, text]) => [key, text.slice(0, MAX_LINE)] as const);
    if (!unknown.length) return;
    if (this.#known.size + unknown.length > MAX_KNOWN) this.#known.clear();
    const worker = this.#worker ??= this.deps.open();
    worker.onmessage = ({ data }) => {
      this.#rest();
      for (const [key, matches] of data as [number, boolean][]) this.#known.set(key, matches);
      this.onChange();
    };
    worker.onerror = () => this.#giveUp(trafficWords().patternFailed);
    this.#stopTimer = this.deps.after(LIMIT_MS, () => this.#giveUp(trafficWords().patternSlow));
    worker.postMessage({ source: this.source, lines: unknown });
  }

  close(): void {
    this.#rest();
    this.#worker?.terminate();
    this.#worker = null;
  }

  #rest(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
  }

  #giveUp(problem: string): void {
    this.problem = problem;
    this.close();
    this.onChange();
  }
}
