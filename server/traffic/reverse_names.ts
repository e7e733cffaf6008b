import ipaddr from "ipaddr.js";

export interface ReverseNamesOptions {
  /** Asks for the PTR records of `name`; rejects when there are none. */
  ask(name: string, signal: AbortSignal): Promise<string[]>;
  now(): number;
  /** Longest time for an answer, in milliseconds. */
  timeoutMs?: number;
}

/** Questions under way at once, addresses remembered, and for how long (milliseconds). */
const MAX_ASKING = 8, MAX_KNOWN = 2_000, KEEP_MS = 10 * 60_000;
/** Names of one address that are shown, and their length (RFC 1035 section 2.3.4). */
const MAX_NAMES = 5, MAX_NAME = 255;

/**
 * Names of addresses by reverse DNS (RFC 1035 section 3.5, RFC 3596 section 2.5), asked only when a
 * person looks at one. Never more than {@linkcode MAX_ASKING} questions at once: the next are
 * refused and counted in `refused`.
 */
export class ReverseNames {
  refused = 0;
  readonly #known = new Map<string, { names: readonly string[] | null; untilMs: number }>();
  readonly #asking = new Map<string, Promise<readonly string[] | null>>();

  constructor(private readonly options: ReverseNamesOptions) {}

  /** `null` when there was no answer in time or too many ask; none when there is no name. */
  of(address: string): Promise<readonly string[] | null> {
    const known = this.#known.get(address);
    if (known && known.untilMs > this.options.now()) return Promise.resolve(known.names);
    const under = this.#asking.get(address);
    if (under) return under;
    if (this.#asking.size >= MAX_ASKING) {
      this.refused++;
      return Promise.resolve(null);
    }
    const asked = this.#ask(address).finally(() => this.#asking.delete(address));
    this.#asking.set(address, asked);
    return asked;
  }

  async #ask(address: string): Promise<readonly string[] | null> {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), this.options.timeoutMs ?? 2_000);
    });
    const answer = this.options.ask(reverseName(address), abort.signal)
      .then((names) => names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_NAME)))
      .catch((error) => abort.signal.aborted || !isNoName(error) ? null : []);
    const names = await Promise.race([answer, late]);
    clearTimeout(timer);
    abort.abort();
    this.#keep(address, names);
    return names;
  }

  #keep(address: string, names: readonly string[] | null): void {
    this.#known.delete(address);
    this.#known.set(address, { names, untilMs: this.options.now() + KEEP_MS });
    if (this.#known.size > MAX_KNOWN) this.#known.delete(this.#known.keys().next().value!);
  }
}

const isNoName = (error: unknown) => error instanceof Deno.errors.NotFound;

/** `1.2.0.192.in-addr.arpa.`, or the nibbles of an IPv6 address under `ip6.arpa.` */
export function reverseName(address: string): string {
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return `${parsed.toByteArray().reverse().join(".")}.in-addr.arpa.`;
  const nibbles = parsed.toByteArray().flatMap((byte) => [byte >> 4, byte & 15]);
  return `${nibbles.reverse().map((n) => n.toString(16)).join(".")}.ip6.arpa.`;
}
