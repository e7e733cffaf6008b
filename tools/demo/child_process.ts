/**
 * A program of the demo. What it writes to its error stream is shown only when it fails.
 */
export class ChildProcess implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly ended: Promise<Deno.CommandStatus>;
  #lines: string[] = [];
  #waiting: (() => void) | null = null;
  #isOver = false;

  /** @param command the arguments of this same Deno */
  constructor(root: URL, command: string[], env: Record<string, string> = {}) {
    this.#process = new Deno.Command(Deno.execPath(), {
      args: command,
      cwd: root,
      env: { NO_COLOR: "1", ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const reading = [this.#process.stdout, this.#process.stderr].map((s) => this.#read(s));
    this.ended = this.#process.status.then(async (status) => {
      await Promise.all(reading);
      this.#isOver = true;
      this.#waiting?.();
      return status;
    });
  }

  /**
   * The first line that fits. @throws {Error} with the last lines when the program ends before.
   */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      for (const line of this.#lines) {
        const match = pattern.exec(line);
        if (match) return match;
      }
      if (this.#isOver) throw new Error(this.#lines.join("\n") || "the program ended silently");
      await new Promise<void>((resolve) => this.#waiting = resolve);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGTERM");
    } catch {
      // It has ended.
    }
    await this.ended;
  }

  async #read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    let rest = "";
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      // The beginning says where it listens, the end why it failed.
      this.#lines = [...this.#lines, ...lines].slice(-MAX_LINES);
      this.#waiting?.();
    }
  }
}

const MAX_LINES = 50;
