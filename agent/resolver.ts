import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { Gate } from "./gate.ts";

/** A name is asked for again after this long. */
const KEEP_MS = 60_000;
/** The same for a name that had no answer: sooner, but DNS is not flooded. */
const KEEP_FAILURE_MS = 15_000;
/** Names that are asked for at once; each occupies a thread of the process. */
const MAX_AT_ONCE = 32;
const WAIT_MS = 10_000;

/** What is known of one name. */
interface Known {
  /** As the last answer had them: the system's order of preference (RFC 6724). */
  addresses: string[];
  /** The one in use. It stays while answers name it, so that a round robin makes no jumps. */
  current: string | null;
  askedAtMs: number;
  /** The question that is under way. */
  asking: Promise<void> | null;
}

/** The address of a target: itself for a literal, else what the machine's resolver says. */
export class Resolver {
  #known = new Map<string, Known>();
  #gate = new Gate(MAX_AT_ONCE);

  /** @param ask all addresses of a name, IPv4 and IPv6, the preferred one first */
  constructor(
    private readonly now: () => number,
    private readonly ask: (name: string) => Promise<string[]> = async (name) =>
      (await lookup(name, { all: true })).map(({ address }) => address),
  ) {}

  /**
   * `null` when the name has no address, or DNS does not answer within `timeoutMs`. An address that
   * is known is used while the name is asked for again.
   */
  async resolve(nameOrAddress: string, timeoutMs: number): Promise<string | null> {
    if (isIP(nameOrAddress.split("%")[0])) return nameOrAddress;
    const known = this.#recordOf(nameOrAddress);
    const keepMs = known.current === null ? KEEP_FAILURE_MS : KEEP_MS;
    if (!known.asking && this.now() - known.askedAtMs >= keepMs) {
      known.askedAtMs = this.now();
      known.asking = this.#refresh(nameOrAddress, known).finally(() => known.asking = null);
    }
    if (known.current === null && known.asking) await inTime(known.asking, timeoutMs);
    return known.current;
  }

  /**
   * This machine cannot send to `address`: the name's next one is used from now on, which may be of
   * the other family. Returns it, or `null` when there is no other.
   */
  failed(name: string, address: string): string | null {
    const known = this.#known.get(name);
    if (!known || known.current !== address || known.addresses.length < 2) return null;
    const at = known.addresses.indexOf(address);
    known.current = known.addresses[(at + 1) % known.addresses.length];
    return known.current;
  }

  /** Forgets names that are not in the list. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const name of this.#known.keys()) if (!names.has(name)) this.#known.delete(name);
  }

  #recordOf(name: string): Known {
    let known = this.#known.get(name);
    if (!known) {
      known = { addresses: [], current: null, askedAtMs: -Infinity, asking: null };
      this.#known.set(name, known);
    }
    return known;
  }

  async #refresh(name: string, known: Known): Promise<void> {
    try {
      known.addresses = await this.#gate.run(WAIT_MS, () => this.ask(name)) ?? [];
    } catch {
      known.addresses = [];
    }
    if (known.current !== null && known.addresses.includes(known.current)) return;
    known.current = known.addresses[0] ?? null;
  }
}

/** Waits for a promise that never rejects, but not longer than `timeoutMs`. */
async function inTime(promise: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => timer = setTimeout(resolve, timeoutMs));
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
