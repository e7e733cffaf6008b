import { inTime, until } from "./until.ts";

/** The project's root, where its commands are run. */
export const ROOT = new URL("../../", import.meta.url);

const STOP_MS = 30_000;

export interface ChildOptions {
  /** Added to the environment, from which every MESHPING variable of ours was removed. */
  env?: Record<string, string>;
}

/** A program under test, with everything it has written so far. Killed on dispose. */
export class Child implements AsyncDisposable {
  stdout = "";
  stderr = "";
  /** Exit code, or 128 and the signal's number. */
  readonly exited: Promise<number>;
  #process: Deno.ChildProcess;
  #running = true;

  private constructor(private readonly name: string, command: string[], options: ChildOptions) {
    const [program, ...args] = command;
    this.#process = new Deno.Command(program, {
      args,
      cwd: ROOT,
      env: cleanEnvironment(options.env),
      clearEnv: true,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const read = async (stream: ReadableStream<Uint8Array>, add: (text: string) => void) => {
      const decoder = new TextDecoder();
      for await (const chunk of stream) add(decoder.decode(chunk, { stream: true }));
    };
    const reading = [
      read(this.#process.stdout, (text) => this.stdout += text),
      read(this.#process.stderr, (text) => this.stderr += text),
    ];
    this.exited = this.#process.status.then(async ({ code }) => {
      // Its last words are read before it counts as ended.
      await Promise.all(reading);
      this.#running = false;
      return code;
    });
  }

  /** @param name how messages call it: "the server" */
  static start(name: string, command: string[], options: ChildOptions = {}): Child {
    return new Child(name, command, options);
  }

  get running(): boolean {
    return this.#running;
  }

  /**
   * Waits until a line of the output fits `pattern`, and gives the match.
   * @throws {Error} with all the output when the program ends first, or after 20 s
   */
  async line(stream: "stdout" | "stderr", pattern: RegExp): Promise<RegExpExecArray> {
    const find = () => pattern.exec(this[stream]);
    await until(
      `${this.name} writes ${pattern} to ${stream}`,
      () => find() || !this.#running ? true : this.output,
      (found) => found === true,
    );
    const match = find();
    if (match) return match;
    const code = await this.exited;
    throw new Error(`${this.name} ended with ${code} before ${pattern}. ${this.output}`);
  }

  /** Number of the process. */
  get pid(): number {
    return this.#process.pid;
  }

  get output(): string {
    return `stdout: ${this.stdout || "(nothing)"}\nstderr: ${this.stderr || "(nothing)"}`;
  }

  /** Waits for the end. @throws {Error} when it takes longer than 30 s */
  end(): Promise<number> {
    return inTime(`${this.name} ends`, this.exited, STOP_MS, () => this.output);
  }

  /** Sends a signal and waits for the exit code. */
  stop(signal: Deno.Signal = "SIGTERM"): Promise<number> {
    this.#kill(signal);
    return this.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#kill("SIGKILL");
    await this.exited;
  }

  #kill(signal: Deno.Signal): void {
    if (!this.#running) return;
    try {
      this.#process.kill(signal);
    } catch (error) {
      // It ended by itself a moment ago.
      if (!(error instanceof TypeError) && !(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

function cleanEnvironment(added: Record<string, string> = {}): Record<string, string> {
  const ours = Object.entries(Deno.env.toObject())
    .filter(([name]) => !name.startsWith("MESHPING_"));
  return { ...Object.fromEntries(ours), NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", ...added };
}
