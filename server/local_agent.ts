import type { WorkerOrder, WorkerReport } from "@/agent/worker.ts";
import { join } from "node:path";
import type { AgentRegistry } from "./agents/registry.ts";
import type { Log } from "./log.ts";

export interface LocalAgentOptions {
  /** Loopback address of the inner door, as `http://127.0.0.1:PORT`. */
  serverUrl: string;
  stateDir: string;
  /** Enrolment token, or `null` when the agent in `stateDir` is known already. */
  token: string | null;
  name: string;
  log: Log;
}

/** How long a Worker may take to stop by itself. */
const STOP_MS = 1_000;

/**
 * The server's own agent: the code of every other agent, in a Worker of this process, so that a
 * busy server does not disturb its pings. It comes in through a door of its own on loopback.
 */
export class LocalAgent {
  #worker: Worker;

  constructor(options: LocalAgentOptions) {
    const { log, serverUrl, stateDir, token, name } = options;
    this.#worker = new Worker(import.meta.resolve("../agent/worker.ts"), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => {
      if (data.type === "log") log("info", `local agent: ${data.message}`);
      if (data.type === "failed") log("warning", `the local agent cannot run: ${data.message}`);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      log("error", `the local agent failed: ${event.message}`);
    };
    this.#send({ type: "start", serverUrl, stateDir, token, name });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, STOP_MS);
      this.#worker.addEventListener("message", ({ data }: MessageEvent<WorkerReport>) => {
        if (data.type !== "stopped") return;
        clearTimeout(timer);
        resolve();
      });
      this.#send({ type: "stop" });
    });
    this.#worker.terminate();
  }

  #send(order: WorkerOrder): void {
    this.#worker.postMessage(order);
  }
}

/**
 * A token for the local agent, or `null` when the registry knows it and its key is still there. An
 * agent whose folder was removed is replaced: nobody can prove its key any more.
 */
export async function enrolLocalAgent(
  registry: AgentRegistry,
  stateDir: string,
  serverUrl: string,
): Promise<string | null> {
  const known = registry.list().find((agent) => agent.local);
  const hasKey = await Deno.stat(join(stateDir, "agent.json")).then(() => true, () => false);
  if (known && hasKey) return null;
  const { token } = await registry.enrol({ preApproved: true }, "first start", serverUrl);
  return token;
}
