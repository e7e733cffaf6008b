import { parseSocketAddress, type SocketAddress } from "@/agent/libc/socket_address.ts";

/** More than the targets of one agent. When they are reached, all are forgotten. */
const MAX_ADDRESSES = 131_072;

/** An address that was parsed, and what is known of it. */
export interface EchoTarget extends SocketAddress {
  /** As it was given. */
  readonly text: string;
  /** Requests to it that were not answered since the last one that was. */
  lostInARow: number;
}

/** Addresses that were parsed: the same targets come again every few seconds. */
export class AddressCache {
  readonly #parsed = new Map<string, EchoTarget>();
  readonly #max: number;

  constructor(max: number = MAX_ADDRESSES) {
    this.#max = max;
  }

  /**
   * @throws {TypeError} when `text` is not the IP address of one host, or names an interface that is
   * not here.
   */
  parse(text: string): EchoTarget {
    const known = this.#parsed.get(text);
    if (known) return known;
    const address = parseSocketAddress(text);
    if (!isOneHost(address)) throw new TypeError(`"${text}" is not the address of one host`);
    const target = { ...address, text, lostInARow: 0 };
    // A network interface that goes and comes back may have another number.
    if (text.includes("%")) return target;
    if (this.#parsed.size >= this.#max) this.#parsed.clear();
    this.#parsed.set(text, target);
    return target;
  }
}

/** Not the unspecified address, which the kernel takes for this machine, and not multicast. */
function isOneHost({ family, ip }: SocketAddress): boolean {
  if (family === 4) return ip[0] !== 0 && (ip[0] < 224 || ip[0] >= 240);
  return ip[0] !== 0xff && ip.some((byte) => byte !== 0);
}
