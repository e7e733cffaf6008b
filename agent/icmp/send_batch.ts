import { MSG_DONTWAIT } from "@/agent/libc/linux.ts";
import { lastErrno, libc, pinnedBytes } from "@/agent/libc/libc.ts";
import { MAX_SOCKET_ADDRESS_BYTES } from "@/agent/libc/socket_address.ts";
import { IOVEC_BYTES, MMSGHDR } from "@/agent/libc/mmsghdr.ts";

/** Room for a `sockaddr_in6`, in whole words. */
const NAME_BYTES = (MAX_SOCKET_ADDRESS_BYTES + 7) & ~7;

/**
 * Messages of one size that leave with one `sendmmsg` call. The kernel reads them by address, so
 * all of it is one buffer that lives as long as the batch.
 */
export class SendBatch {
  /** Holds every message; message `i` begins at {@linkcode messageAt}. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #headers: Uint8Array<ArrayBuffer>[];
  readonly #names: number;
  readonly #messages: number;

  constructor(
    /** Messages at most in one call. */
    readonly capacity: number,
    readonly messageBytes: number,
    nameBytes: number,
  ) {
    const iovecs = MMSGHDR.bytes * capacity;
    this.#names = iovecs + IOVEC_BYTES * capacity;
    this.#messages = this.#names + NAME_BYTES * capacity;
    this.bytes = pinnedBytes(this.#messages + messageBytes * capacity);
    this.#headers = Array.from(
      { length: capacity },
      (_, i) => this.bytes.subarray(MMSGHDR.bytes * i),
    );
    this.#link(iovecs, nameBytes);
  }

  /** Writes the addresses and lengths, which never change. */
  #link(iovecs: number, nameBytes: number): void {
    const view = new DataView(this.bytes.buffer);
    const base = Deno.UnsafePointer.value(Deno.UnsafePointer.of(this.bytes));
    const setPointer = (at: number, to: number) => view.setBigUint64(at, base + BigInt(to), true);
    for (let i = 0; i < this.capacity; i++) {
      const header = MMSGHDR.bytes * i;
      const iovec = iovecs + IOVEC_BYTES * i;
      setPointer(header + MMSGHDR.name, this.#names + NAME_BYTES * i);
      view.setUint32(header + MMSGHDR.nameLength, nameBytes, true);
      setPointer(header + MMSGHDR.iov, iovec);
      view.setUint32(header + MMSGHDR.iovLength, 1, true);
      setPointer(iovec, this.messageAt(i));
      view.setUint32(iovec + 8, this.messageBytes, true);
    }
  }

  messageAt(i: number): number {
    return this.#messages + this.messageBytes * i;
  }

  /** Says where message `i` goes. */
  address(i: number, socketAddress: Uint8Array): void {
    const at = this.#names + NAME_BYTES * i;
    for (let k = 0; k < socketAddress.length; k++) this.bytes[at + k] = socketAddress[k];
  }

  /** Where message `i` goes; a view. */
  addressOf(i: number): Uint8Array {
    const at = this.#names + NAME_BYTES * i;
    return this.bytes.subarray(at, at + MAX_SOCKET_ADDRESS_BYTES);
  }

  /**
   * Hands messages `first` to `end - 1` to the kernel, without waiting.
   *
   * @returns How many it took, at least 1; or negated the error number of message `first`.
   */
  send(fd: number, first: number, end: number): number {
    const count = libc().sendmmsg(fd, this.#headers[first], end - first, MSG_DONTWAIT);
    return count < 0 ? -lastErrno() : count;
  }
}
