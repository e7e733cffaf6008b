import {
  AF_INET,
  AF_INET6,
  ICMP_FILTER,
  ICMPV6_FILTER,
  IP_RECVERR,
  IPPROTO_ICMP,
  IPPROTO_ICMPV6,
  IPV6_RECVERR,
  MSG_ERRQUEUE,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SO_SNDBUFFORCE,
  SO_TIMESTAMPING,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_RAW,
  SOF_TIMESTAMPING_RX_SOFTWARE,
  SOF_TIMESTAMPING_SOFTWARE,
  SOF_TIMESTAMPING_TX_SOFTWARE,
  SOL_ICMPV6,
  SOL_IP,
  SOL_IPV6,
  SOL_RAW,
  SOL_SOCKET,
} from "@/agent/libc/linux.ts";
import { checked, libc, pinnedBytes } from "@/agent/libc/libc.ts";
import { type Family, portOf } from "@/agent/libc/socket_address.ts";
import { attachFilter } from "@/agent/libc/attach_filter.ts";
import { setIntOption } from "@/agent/libc/socket_option.ts";
import { ERRNO, SystemCallError } from "@/agent/libc/system_call_error.ts";
import { readSocketDrops } from "@/agent/libc/udp_buffer.ts";
import { ERROR_TYPES, REPLY_TYPE } from "@/agent/icmp/echo.ts";
import { IcmpDenied } from "@/agent/icmp/icmp_denied.ts";
import { encodeFilter, ownIdFilter } from "@/agent/icmp/packet_filter.ts";
import type { SendBatch } from "@/agent/icmp/send_batch.ts";
import { MessageBatch, type ReceivedMessage } from "@/agent/icmp/message_batch.ts";

/** One unprivileged reply is about 0.8 KiB of this in the kernel: room for 10,000 at once. */
const BUFFER_BYTES = 8 << 20;
/** Messages a system call takes, at most. */
const BATCH = 128;
/** An ICMP error with all that it quotes, and a looped frame of ours with its headers, fit. */
const DATA_BYTES = 576;
/** Calls in a row before others get their turn: 8,192 messages. The rest is read next time. */
const MAX_CALLS = 64;

const CONSTANTS = {
  4: { af: AF_INET, name: "AF_INET", protocol: IPPROTO_ICMP, protocolName: "IPPROTO_ICMP" },
  6: { af: AF_INET6, name: "AF_INET6", protocol: IPPROTO_ICMPV6, protocolName: "IPPROTO_ICMPV6" },
} as const;

/** An ICMP socket of one family. Nothing on it ever waits. */
export class IcmpSocket {
  readonly #batch = new MessageBatch(BATCH, DATA_BYTES);
  #closed = false;

  constructor(
    readonly family: Family,
    readonly fd: number,
    /**
     * `raw` sees the ICMP messages of the whole machine, IPv4 with its header, ICMP errors among
     * them. `datagram` sees replies to its own id; ICMP errors come on the error queue.
     */
    readonly mode: "raw" | "datagram",
    /** The id its echo requests must carry; the kernel sees to that for `datagram`. */
    readonly id: number,
  ) {}

  /** Sends messages of a batch: how many, at least 1, or negated the error number of the first. */
  send(batch: SendBatch, first: number, end: number): number {
    return batch.send(this.fd, first, end);
  }

  /** Gives each message that has arrived, and answers how many. */
  receive(onMessage: (message: ReceivedMessage) => void): number {
    return this.#drain(0, MAX_CALLS, onMessage);
  }

  /**
   * The same for the error queue: transmit stamps, and on `datagram` sockets ICMP errors. Takes
   * more at once: where few answer there are more stamps than replies, and they must not lag.
   */
  receiveErrors(onMessage: (message: ReceivedMessage) => void): number {
    return this.#drain(MSG_ERRQUEUE, 8 * MAX_CALLS, onMessage);
  }

  #drain(flags: number, maxCalls: number, onMessage: (message: ReceivedMessage) => void): number {
    let messages = 0;
    for (let call = 0; call < maxCalls; call++) {
      const count = this.#batch.receive(this.fd, flags);
      // Nothing there; or an asynchronous error, which the kernel forgets once it was told.
      if (count <= 0) break;
      for (let i = 0; i < count; i++) onMessage(this.#batch.message(i));
      messages += count;
      if (count < BATCH) break;
    }
    return messages;
  }

  /** Messages dropped because the receive buffer was full. */
  readDrops(): number {
    return this.#closed ? 0 : readSocketDrops(this.fd);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    libc().close(this.fd);
  }
}

/**
 * Opens a raw ICMP socket, or where that is not permitted an unprivileged one.
 *
 * @param randomId The id of a raw socket's requests, 0 to 65535.
 * @throws {IcmpDenied} when neither is permitted.
 * @throws {SystemCallError} for anything else, such as EAFNOSUPPORT without IPv6.
 */
export function openIcmpSocket(family: Family, randomId: number): IcmpSocket {
  try {
    return configured(family, openDescriptor(family, "raw"), "raw", randomId);
  } catch (error) {
    if (!isDenial(error)) throw error;
  }
  try {
    const fd = openDescriptor(family, "datagram");
    return configured(family, fd, "datagram", randomId);
  } catch (error) {
    if (isDenial(error)) throw new IcmpDenied({ cause: error });
    throw error;
  }
}

function isDenial(error: unknown): boolean {
  return error instanceof SystemCallError &&
    (error.errno === ERRNO.EPERM || error.errno === ERRNO.EACCES);
}

function openDescriptor(family: Family, mode: "raw" | "datagram"): number {
  const { af, name, protocol, protocolName } = CONSTANTS[family];
  const type = mode === "raw" ? SOCK_RAW : SOCK_DGRAM;
  return checked(
    `socket(${name}, ${mode === "raw" ? "SOCK_RAW" : "SOCK_DGRAM"}, ${protocolName})`,
    libc().socket(af, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol),
  );
}

function configured(
  family: Family,
  fd: number,
  mode: "raw" | "datagram",
  randomId: number,
): IcmpSocket {
  try {
    if (mode === "raw") {
      filterTypes(family, fd);
      attachFilter(fd, encodeFilter(ownIdFilter(family, randomId)));
    }
    if (mode === "datagram") require(fd, "RECVERR", ...recvErr(family), 1);
    // Without CAP_NET_ADMIN the plain option, which net.core.rmem_max caps; drops are counted.
    if (!setIntOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_BYTES)) {
      setIntOption(fd, SOL_SOCKET, SO_RCVBUF, BUFFER_BYTES);
    }
    setIntOption(fd, SOL_SOCKET, SO_SNDBUFFORCE, BUFFER_BYTES);
    // Transmit stamps without OPT_TSONLY bring our own frame back, so that the cookie says which
    // request a stamp is for. OPT_ID's counter would say it shorter, but advances on some sends that
    // fail and not on others. Where the kernel refuses, samples say `user`.
    setIntOption(
      fd,
      SOL_SOCKET,
      SO_TIMESTAMPING,
      SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE,
    );
    const id = mode === "raw" ? randomId : bindForId(family, fd);
    const socket = new IcmpSocket(family, fd, mode, id);
    // What came between socket() and the filters is not ours, and would be counted as foreign. The
    // filters are on, so this ends.
    while (socket.receive(() => {}) > 0);
    return socket;
  } catch (error) {
    libc().close(fd);
    throw error;
  }
}

function require(fd: number, name: string, level: number, option: number, value: number): void {
  checked(`setsockopt(${name})`, setIntOption(fd, level, option, value) ? 0 : -1);
}

function recvErr(family: Family): [level: number, option: number] {
  return family === 4 ? [SOL_IP, IP_RECVERR] : [SOL_IPV6, IPV6_RECVERR];
}

/** Lets through only replies and errors. A set bit of the kernel's filters blocks the type. */
function filterTypes(family: Family, fd: number): void {
  const wanted = [REPLY_TYPE[family], ...ERROR_TYPES[family]];
  if (family === 4) {
    let blocked = ~0;
    for (const type of wanted) blocked &= ~(1 << type);
    return require(fd, "ICMP_FILTER", SOL_RAW, ICMP_FILTER, blocked);
  }
  const blocked = new Uint32Array(new ArrayBuffer(32)).fill(~0);
  for (const type of wanted) blocked[type >> 5] &= ~(1 << (type & 31));
  const bytes = new Uint8Array(blocked.buffer);
  checked(
    "setsockopt(ICMPV6_FILTER)",
    libc().setsockopt(fd, SOL_ICMPV6, ICMPV6_FILTER, bytes, bytes.length),
  );
}

/** A datagram socket's port is the ICMP id that the kernel puts into its requests. */
function bindForId(family: Family, fd: number): number {
  const address = pinnedBytes(family === 4 ? 16 : 28);
  const length = pinnedBytes(4);
  new DataView(address.buffer).setUint16(0, CONSTANTS[family].af, true);
  new DataView(length.buffer).setUint32(0, address.length, true);
  checked("bind(any address)", libc().bind(fd, address, address.length));
  checked("getsockname()", libc().getsockname(fd, address, length));
  return portOf(address);
}
