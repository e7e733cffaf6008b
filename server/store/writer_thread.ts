import type { WriterAnswer, WriterOrder } from "./writer_message.ts";
import { errorOf } from "./writer_problem.ts";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Orders that may wait for the writer; more are refused at once. */
const MAX_WAITING = 10_000;

/** The serving thread's end of the writer: orders in, answers in the same order. */
export class WriterThread {
  #worker: Worker;
  #waiting: Waiting[] = [];
  #broken: Error | null = null;
  #failed = Promise.withResolvers<Error>();

  /** @param module what the Worker runs */
  constructor(module = import.meta.resolve("./writer_worker.ts")) {
    this.#worker = new Worker(module, { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<WriterAnswer>) => {
      const waiting = this.#waiting.shift();
      if (data.ok) waiting?.resolve(data.value);
      else waiting?.reject(errorOf(data.problem));
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      const error = new Error(`the database's writer has failed: ${event.message}`);
      this.#break(error);
      this.#failed.resolve(error);
    };
  }

  /**
   * Resolves when the thread has died; never otherwise. What it was asked for is refused from then
   * on: whether its last transaction was committed only the file knows.
   */
  get failed(): Promise<Error> {
    return this.#failed.promise;
  }

  /** Resolves with the answer. What the writer throws is thrown here, with its class. */
  order<T>(order: WriterOrder): Promise<T> {
    if (this.#broken) return Promise.reject(this.#broken);
    if (this.#waiting.length >= MAX_WAITING) {
      return Promise.reject(new Error(`the database is behind by ${MAX_WAITING} orders`));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve: resolve as Waiting["resolve"], reject });
      this.#worker.postMessage(order);
    });
  }

  /** Lets the writer finish what it was asked for, closes its connection and ends the thread. */
  async close(): Promise<void> {
    try {
      await this.order({ type: "close" });
    } finally {
      this.#worker.terminate();
      this.#break(new Error("the database is closed"));
    }
  }

  #break(error: Error): void {
    this.#broken = error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
