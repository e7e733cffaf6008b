import { MSG_DONTWAIT, SO_TIMESTAMPING, SOL_SOCKET } from "@/agent/libc/linux.ts";
import { lastErrno, libc, pinnedBytes } from "@/agent/libc/libc.ts";
import { MAX_SOCKET_ADDRESS_BYTES } from "@/agent/libc/socket_address.ts";
import { type ExtendedError, parseControl } from "@/agent/icmp/control_message.ts";
import { IOVEC_BYTES, MMSGHDR } from "@/agent/libc/mmsghdr.ts";

/** Room for a `sockaddr_in6`, in whole words. */
const NAME_BYTES = (MAX_SOCKET_ADDRESS_BYTES + 7) & ~7;
/** A time stamp (64), an extended error with an IPv6 offender (64), and some. */
const CONTROL_BYTES = 192;
/** A `cmsghdr` and a `scm_timestamping`: what comes with a message when nothing else does. */
const STAMP_BYTES = 64;

/**
 * A received message, as places in one large array: no view is made for it. It is one object, which
 * says the next message when it is given the next time.
 */
export interface ReceivedMessage {
  bytes: Uint8Array;
  /** The message, as far as there is room. */
  dataAt: number;
  dataEnd: number;
  /** `sockaddr` of the sender. */
  nameAt: number;
  /** Software time stamp, Unix time in µs (steps of 0.25 µs); `NaN` without one. */
  stampUs: number;
  /** Only looked for on the error queue. */
  error: ExtendedError | null;
}

/**
 * Room for as many messages as one `recvmmsg` call takes. The kernel is given addresses inside, so
 * all of it is one buffer that lives as long as the batch: a buffer that only its address knows is
 * collected, and the kernel then writes into whatever took its place.
 */
export class MessageBatch {
  readonly #arena: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  /** The same memory in 32-bit words, as fast as it gets; in the machine's byte order. */
  readonly #words: Uint32Array;
  readonly #message: ReceivedMessage;
  readonly #dataBytes: number;
  readonly #names: number;
  readonly #controls: number;
  readonly #datas: number;
  /** Headers that the last call wrote into. */
  #used: number;

  constructor(
    /** Messages at most in one call. */
    readonly capacity: number,
    /** Bytes of a message that are kept: a multiple of 8. */
    dataBytes: number,
  ) {
    const iovecs = MMSGHDR.bytes * capacity;
    this.#names = iovecs + IOVEC_BYTES * capacity;
    this.#controls = this.#names + NAME_BYTES * capacity;
    this.#datas = this.#controls + CONTROL_BYTES * capacity;
    this.#dataBytes = dataBytes;
    this.#arena = pinnedBytes(this.#datas + dataBytes * capacity);
    this.#view = new DataView(this.#arena.buffer);
    this.#words = new Uint32Array(this.#arena.buffer);
    this.#used = capacity;
    this.#message = {
      bytes: this.#arena,
      dataAt: 0,
      dataEnd: 0,
      nameAt: 0,
      stampUs: NaN,
      error: null,
    };
    this.#link(iovecs);
  }

  /** Writes the addresses, which never change. */
  #link(iovecs: number): void {
    const base = Deno.UnsafePointer.value(Deno.UnsafePointer.of(this.#arena));
    const setPointer = (at: number, to: number) =>
      this.#view.setBigUint64(at, base + BigInt(to), true);
    for (let i = 0; i < this.capacity; i++) {
      const header = MMSGHDR.bytes * i;
      const iovec = iovecs + IOVEC_BYTES * i;
      setPointer(header + MMSGHDR.name, this.#names + NAME_BYTES * i);
      setPointer(header + MMSGHDR.iov, iovec);
      this.#view.setUint32(header + MMSGHDR.iovLength, 1, true);
      setPointer(header + MMSGHDR.control, this.#controls + CONTROL_BYTES * i);
      setPointer(iovec, this.#datas + this.#dataBytes * i);
      this.#view.setUint32(iovec + 8, this.#dataBytes, true);
    }
  }

  /**
   * Takes what is there, without waiting.
   *
   * @param flags Beside `MSG_DONTWAIT`, such as `MSG_ERRQUEUE`.
   * @returns How many messages {@linkcode message} gives now, or the error number negated.
   */
  receive(fd: number, flags: number): number {
    for (let i = 0; i < this.#used; i++) {
      const header = MMSGHDR.bytes * i;
      this.#words[(header + MMSGHDR.nameLength) >> 2] = NAME_BYTES;
      this.#words[(header + MMSGHDR.controlLength) >> 2] = CONTROL_BYTES;
    }
    const count = libc().recvmmsg(fd, this.#arena, this.capacity, flags | MSG_DONTWAIT, null);
    // A call that fails may have written into the first header.
    this.#used = Math.max(1, count);
    return count < 0 ? -lastErrno() : count;
  }

  /** Message `i` of the last call; valid until the next call of this. */
  message(i: number): ReceivedMessage {
    const header = MMSGHDR.bytes * i;
    const message = this.#message;
    message.nameAt = this.#names + NAME_BYTES * i;
    message.dataAt = this.#datas + this.#dataBytes * i;
    message.dataEnd = message.dataAt +
      Math.min(this.#words[(header + MMSGHDR.length) >> 2], this.#dataBytes);
    this.#readControl(i, this.#words[(header + MMSGHDR.controlLength) >> 2]);
    return message;
  }

  #readControl(i: number, controlBytes: number): void {
    const at = this.#controls + CONTROL_BYTES * i;
    const word = at >> 2;
    const words = this.#words;
    const message = this.#message;
    // What almost every message has, without a look at the rest: one stamp, seconds below 2^32.
    if (
      controlBytes === STAMP_BYTES && words[word] === STAMP_BYTES &&
      words[word + 2] === SOL_SOCKET && words[word + 3] === SO_TIMESTAMPING &&
      words[word + 5] === 0 && words[word + 4] !== 0
    ) {
      message.stampUs = words[word + 4] * 1e6 + words[word + 6] / 1e3;
      message.error = null;
      return;
    }
    const { stampUs, error } = parseControl(this.#view, at, at + controlBytes);
    message.stampUs = stampUs;
    message.error = error;
  }
}
