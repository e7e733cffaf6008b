import { AF_INET, MSG_DONTWAIT } from "@/agent/libc/linux.ts";
import { libc, pinnedBytes } from "@/agent/libc/libc.ts";
import { IOVEC_BYTES, MMSGHDR } from "@/agent/libc/mmsghdr.ts";
import { formatIp, ipBytes, MAX_SOCKET_ADDRESS_BYTES } from "@/agent/libc/socket_address.ts";

/** Room for a `sockaddr_in6`, in whole words. */
const NAME_BYTES = (MAX_SOCKET_ADDRESS_BYTES + 7) & ~7;
/**
 * What an Ethernet frame brings lies close together, in the core's cache; only what is longer goes
 * on in a room of its own. No power of two: those would share a few places of the cache.
 */
const HEAD_BYTES = 1_600;

/**
 * Room for the datagrams that one `recvmmsg` call takes. The kernel is given addresses inside, so
 * all of it is one buffer that lives as long as the batch.
 */
export class DatagramBatch {
  readonly #arena: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #headBytes: number;
  readonly #tailBytes: number;
  readonly #names: number;
  readonly #heads: number;
  readonly #tails: number;
  /** A long datagram, put together. */
  readonly #whole: Uint8Array;
  /** Sender of the last datagram that was asked about: the next one is likely of the same. */
  readonly #lastName = new Uint8Array(NAME_BYTES);
  #lastSender = "";

  /**
   * @param capacity Datagrams at most in one call.
   * @param dataBytes Bytes of a datagram that are kept, a multiple of 8.
   */
  constructor(readonly capacity: number, dataBytes: number) {
    const iovecs = MMSGHDR.bytes * capacity;
    this.#names = iovecs + 2 * IOVEC_BYTES * capacity;
    this.#heads = this.#names + NAME_BYTES * capacity;
    this.#headBytes = Math.min(dataBytes, HEAD_BYTES);
    this.#tails = this.#heads + this.#headBytes * capacity;
    this.#tailBytes = dataBytes - this.#headBytes;
    this.#whole = new Uint8Array(dataBytes);
    this.#arena = pinnedBytes(this.#tails + this.#tailBytes * capacity);
    this.#view = new DataView(this.#arena.buffer);
    this.#link(iovecs);
  }

  /**
   * Takes what is there, without waiting.
   *
   * @param fd A UDP socket that is open.
   * @returns How many datagrams there are now; 0 also when the socket fails, which its owner sees.
   */
  receive(fd: number): number {
    for (let i = 0; i < this.capacity; i++) {
      this.#view.setUint32(MMSGHDR.bytes * i + MMSGHDR.nameLength, NAME_BYTES, true);
    }
    return Math.max(0, libc().recvmmsg(fd, this.#arena, this.capacity, MSG_DONTWAIT, null));
  }

  /** Datagram `i` of the last call: a view, valid until it is called again. */
  data(i: number): Uint8Array {
    const length = this.#view.getUint32(MMSGHDR.bytes * i + MMSGHDR.length, true);
    const headBytes = this.#headBytes;
    const head = this.#heads + headBytes * i;
    if (length <= headBytes) return this.#arena.subarray(head, head + length);
    const tail = this.#tails + this.#tailBytes * i;
    const tailBytes = Math.min(length - headBytes, this.#tailBytes);
    this.#whole.set(this.#arena.subarray(head, head + headBytes));
    this.#whole.set(this.#arena.subarray(tail, tail + tailBytes), headBytes);
    return this.#whole.subarray(0, headBytes + tailBytes);
  }

  /** Who sent datagram `i` of the last call: dotted decimal, or RFC 5952. */
  sender(i: number): string {
    const at = this.#names + NAME_BYTES * i;
    if (!this.#isLastName(at)) {
      this.#lastName.set(this.#arena.subarray(at, at + NAME_BYTES));
      const family = this.#view.getUint16(at, true) === AF_INET ? 4 : 6;
      this.#lastSender = formatIp(ipBytes(family, this.#lastName));
    }
    return this.#lastSender;
  }

  #isLastName(at: number): boolean {
    for (let i = 0; i < NAME_BYTES; i++) {
      if (this.#arena[at + i] !== this.#lastName[i]) return false;
    }
    return this.#lastSender !== "";
  }

  /** Writes the addresses, which never change. */
  #link(iovecs: number): void {
    const base = Deno.UnsafePointer.value(Deno.UnsafePointer.of(this.#arena));
    const setPointer = (at: number, to: number) =>
      this.#view.setBigUint64(at, base + BigInt(to), true);
    const setRoom = (iovec: number, to: number, bytes: number) => {
      setPointer(iovec, to);
      this.#view.setUint32(iovec + 8, bytes, true);
    };
    for (let i = 0; i < this.capacity; i++) {
      const header = MMSGHDR.bytes * i;
      const iovec = iovecs + 2 * IOVEC_BYTES * i;
      setPointer(header + MMSGHDR.name, this.#names + NAME_BYTES * i);
      setPointer(header + MMSGHDR.iov, iovec);
      this.#view.setUint32(header + MMSGHDR.iovLength, 2, true);
      setRoom(iovec, this.#heads + this.#headBytes * i, this.#headBytes);
      setRoom(iovec + IOVEC_BYTES, this.#tails + this.#tailBytes * i, this.#tailBytes);
    }
  }
}
