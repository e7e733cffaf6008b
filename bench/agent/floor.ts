import { ECHO_BYTES, encodeEchoRequest, finishEchoRequest } from "@/agent/icmp/echo.ts";
import { SendBatch } from "@/agent/icmp/send_batch.ts";
import { openIcmpSocket } from "@/agent/icmp/socket.ts";
import { parseSocketAddress } from "@/agent/libc/socket_address.ts";

const BATCH = 128;
const ID = 0x6d70;

/**
 * Sends requests to loopback and reads replies and transmit stamps, with nothing in between: what
 * the kernel takes for a probe on this machine, below which no prober on such sockets comes.
 *
 * @returns Replies that are missing.
 */
export function readFloor(probes: number, addresses: number): number {
  const socket = openIcmpSocket(4, ID);
  try {
    const targets = Array.from(
      { length: addresses },
      (_, i) => parseSocketAddress(`127.1.${i >> 8}.${i & 255}`).bytes,
    );
    const batch = new SendBatch(BATCH, ECHO_BYTES, 16);
    const cookie = new Uint8Array(16);
    const packet = new Uint8Array(ECHO_BYTES);
    encodeEchoRequest(4, ID, { sequence: 0, cookie }, packet);
    for (let i = 0; i < BATCH; i++) batch.bytes.set(packet, batch.messageAt(i));
    let received = 0;
    for (let sent = 0; sent < probes;) {
      const count = Math.min(BATCH, probes - sent);
      for (let i = 0; i < count; i++, sent++) {
        batch.address(i, targets[sent % addresses]);
        finishEchoRequest(4, batch.bytes, batch.messageAt(i), sent & 0xffff, cookie, 0);
      }
      for (let first = 0; first < count;) {
        const taken = socket.send(batch, first, count);
        if (taken < 0) throw new Error(`sending failed: errno ${-taken}`);
        first += taken;
      }
      received += socket.receive(() => {});
      socket.receiveErrors(() => {});
    }
    return probes - received;
  } finally {
    socket.close();
  }
}
