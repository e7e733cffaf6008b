/** The thread that owns the connection that writes. It works on one order after another. */
import { type LocalStore, openStore } from "./store.ts";
import type { WriterAnswer, WriterOrder } from "./writer_message.ts";
import { problemOf } from "./writer_problem.ts";

const port = self as unknown as {
  onmessage: ((event: MessageEvent<WriterOrder>) => void) | null;
  postMessage(answer: WriterAnswer): void;
  close(): void;
};

let store: LocalStore | null = null;
let turn: Promise<void> = Promise.resolve();

async function carryOut(order: WriterOrder): Promise<unknown> {
  if (order.type === "open") {
    store = openStore(order.path);
    return;
  }
  if (!store) throw new Error("the store is not open");
  if (order.type === "rounds") return await store.rounds.addRounds(order.rounds);
  if (order.type === "checkWritable") return await store.checkWritable();
  if (order.type === "close") {
    store.close();
    store = null;
    return;
  }
  const part = store[order.part] as unknown as Record<string, (...args: unknown[]) => unknown>;
  return await part[order.method](...order.args);
}

port.onmessage = ({ data }) => {
  turn = turn.then(async () => {
    try {
      port.postMessage({ ok: true, value: await carryOut(data) });
    } catch (error) {
      port.postMessage({ ok: false, problem: problemOf(error) });
    }
    if (data.type === "close") port.close();
  });
};
