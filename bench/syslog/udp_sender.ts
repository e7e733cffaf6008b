import type { SendOrder } from "./udp_sender_worker.ts";

export interface Flood {
  sent: number;
  /** As it really was: a machine may be too slow for what was asked. */
  perSecond: number;
  /** CPU time of the sending thread for each datagram. */
  cpuUs: number;
}

/** Sends lines to a port of loopback, over and over, from a thread of its own. */
export async function floodUdp(order: SendOrder): Promise<Flood> {
  const worker = new Worker(import.meta.resolve("./udp_sender_worker.ts"), { type: "module" });
  const answer = () =>
    new Promise<unknown>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => reject(new Error(event.message));
    });
  try {
    await answer();
    worker.postMessage(order);
    return await answer() as Flood;
  } finally {
    worker.terminate();
  }
}
