import { type Family, LAYOUT, type SocketAddress } from "@/agent/libc/socket_address.ts";
import { internetChecksum } from "@/agent/icmp/checksum.ts";
import type { Control } from "@/agent/icmp/control_message.ts";
import type { ReceivedMessage } from "@/agent/icmp/message_batch.ts";
import type { SendBatch } from "@/agent/icmp/send_batch.ts";
import type { PingerSocket } from "@/agent/icmp/pinger.ts";

/** A request that was sent. */
export interface Sent {
  to: Pick<SocketAddress, "bytes">;
  packet: Uint8Array;
}

/** A socket whose network is the test. It speaks as a datagram socket does: no IP headers. */
export class FakeSocket implements PingerSocket {
  readonly mode = "datagram";
  readonly sent: Sent[] = [];
  /** Error numbers that the next sends end with; 0 lets one pass. */
  errnos: number[] = [];
  closed = false;
  drops = 0;
  #replies: ReceivedMessage[] = [];
  #errors: ReceivedMessage[] = [];
  /** How often requests were sent. */
  calls = 0;

  constructor(readonly family: Family, readonly id: number, readonly fd = 1_000 + family) {}

  send(batch: SendBatch, first: number, end: number): number {
    this.calls++;
    for (let i = first; i < end; i++) {
      const errno = this.errnos.shift() ?? 0;
      // As sendmmsg does: an error is told when it is the first's.
      if (errno !== 0) return i > first ? (this.errnos.unshift(errno), i - first) : -errno;
      const at = batch.messageAt(i);
      const bytes = batch.addressOf(i).slice(0, LAYOUT[this.family].bytes);
      this.sent.push({
        to: { bytes },
        packet: batch.bytes.slice(at, at + batch.messageBytes),
      });
    }
    return end - first;
  }

  receive(onMessage: (message: ReceivedMessage) => void): number {
    const messages = this.#replies.splice(0);
    for (const message of messages) onMessage(message);
    return messages.length;
  }

  receiveErrors(onMessage: (message: ReceivedMessage) => void): number {
    const messages = this.#errors.splice(0);
    for (const message of messages) onMessage(message);
    return messages.length;
  }

  readDrops(): number {
    return this.drops;
  }

  close(): void {
    this.closed = true;
  }

  /**
   * Queues the reply to a request.
   *
   * @param stampUs The kernel's receive stamp.
   * @param change What is different from a good reply.
   */
  reply(
    request: Sent,
    stampUs = NaN,
    change: (packet: Uint8Array) => Uint8Array | void = () => {},
  ) {
    let data = request.packet.slice();
    data[0] = this.family === 4 ? 0 : 129;
    data = change(data) as Uint8Array<ArrayBuffer> ?? data;
    if (this.family === 4) {
      data[2] = data[3] = 0;
      const sum = internetChecksum(data);
      data[2] = sum >> 8;
      data[3] = sum & 255;
    }
    this.#replies.push(received(data, request, { stampUs, error: null }));
  }

  /** Queues any bytes, as if they came from where a request went. */
  inject(request: Sent, data: Uint8Array): void {
    this.#replies.push(received(data, request, { stampUs: NaN, error: null }));
  }

  /** Queues the kernel's transmit stamp of a request. */
  stampSent(request: Sent, stampUs: number): void {
    const frame = new Uint8Array(34 + request.packet.length);
    frame.set(request.packet, 34);
    this.#queueError(frame, request, { stampUs, error: null });
  }

  /** Queues an ICMP error that quotes the first bytes of a request. */
  unreachable(request: Sent, offender: number[], quotedBytes: number): void {
    const error = {
      errno: 113,
      origin: this.family === 4 ? 2 : 3,
      icmpType: 3,
      icmpCode: 1,
      offender: Uint8Array.from(offender),
    };
    this.#queueError(request.packet.slice(0, quotedBytes), request, { stampUs: NaN, error });
  }

  #queueError(data: Uint8Array, request: Sent, control: Control): void {
    this.#errors.push(received(data, request, control));
  }
}

/** With other bytes around it, that nobody may look at. */
function received(data: Uint8Array, { to }: Sent, control: Control): ReceivedMessage {
  const nameAt = 3;
  const dataAt = nameAt + to.bytes.length + 2;
  const bytes = new Uint8Array(dataAt + data.length + 5).fill(0xee);
  bytes.set(to.bytes, nameAt);
  bytes.set(data, dataAt);
  return { bytes, dataAt, dataEnd: dataAt + data.length, nameAt, ...control };
}
