/**
 * The same agent as a Worker: the server's own. It gets its options as the first message, and
 * answers with lines to log, or with the reason why it cannot run.
 */
import { VERSION } from "@/shared/version.ts";
import { connectTo } from "./connect.ts";
import { openProbers } from "./probers.ts";
import { prepareState } from "./prepare.ts";
import { runAgent, type RunningAgent } from "./run.ts";

export type WorkerOrder =
  | { type: "start"; stateDir: string; token: string | null; serverUrl: string; name: string }
  | { type: "stop" };

export type WorkerReport =
  | { type: "log"; message: string }
  | { type: "failed"; message: string }
  | { type: "stopped" };

const port = self as unknown as {
  onmessage: ((event: MessageEvent<WorkerOrder>) => void) | null;
  postMessage(report: WorkerReport): void;
  close(): void;
};

let agent: RunningAgent | null = null;

async function start(order: WorkerOrder & { type: "start" }): Promise<void> {
  const state = await prepareState(order.stateDir, order.token, order.serverUrl);
  agent = runAgent({
    state,
    stateDir: order.stateDir,
    identity: { hostname: order.name, version: VERSION, address: "" },
    newProbers: openProbers,
    connect: connectTo,
    log: (message) => port.postMessage({ type: "log", message }),
  });
}

async function stop(): Promise<void> {
  await agent?.close();
  port.postMessage({ type: "stopped" });
  port.close();
}

port.onmessage = ({ data }) => {
  if (data.type === "start") {
    start(data).catch((error) => port.postMessage({ type: "failed", message: error.message }));
    return;
  }
  stop().catch((error) => port.postMessage({ type: "failed", message: error.message }));
};
