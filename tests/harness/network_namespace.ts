import { runCommand } from "./run_command.ts";
import { until } from "./until.ts";

/** IPv4 and IPv6 end of a veth pair. */
export interface LinkEnd {
  ipv4: string;
  ipv6: string;
}

const randomByte = (from: number, to: number) => {
  const [byte] = crypto.getRandomValues(new Uint32Array(1));
  return from + byte % (to - from + 1);
};

/** As programs write a group of an address (RFC 5952 section 4.1): without leading zeros. */
const ipv6Group = (hex: string) => parseInt(hex, 16).toString(16);

/**
 * A machine of its own next to this one: a network namespace joined by a veth pair, with addresses
 * from a random corner of 10.0.0.0/8 and fd00::/8. Needs root, `ip` and `iptables`.
 */
export class NetworkNamespace implements AsyncDisposable {
  private constructor(
    readonly name: string,
    /** Name of the interface inside. */
    readonly interfaceName: string,
    /** Our end. */
    readonly outside: LinkEnd,
    /** The machine's end. */
    readonly inside: LinkEnd,
    private readonly stack: AsyncDisposableStack,
  ) {}

  static async create(): Promise<NetworkNamespace> {
    await using stack = new AsyncDisposableStack();
    const id = crypto.randomUUID().slice(0, 8);
    const name = `meshping-${id}`, host = `mp${id}o`, inner = `mp${id}i`;
    const net4 = `10.${randomByte(200, 250)}.${randomByte(0, 255)}`;
    const net6 = `fd4d:${ipv6Group(id.slice(0, 4))}:${ipv6Group(id.slice(4, 8))}:`;
    const [outside, inside] = [1, 2].map((n) => ({ ipv4: `${net4}.${n}`, ipv6: `${net6}:${n}` }));

    await runCommand(["ip", "netns", "add", name]);
    // Takes the veth pair with it.
    stack.defer(() => runCommand(["ip", "netns", "delete", name]).then(() => {}));
    const namespace = new NetworkNamespace(name, inner, outside, inside, stack.move());
    try {
      await runCommand(
        ["ip", "link", "add", host, "type", "veth", "peer", "name", inner, "netns", name],
      );
      await setUp([], host, outside);
      await setUp(["-n", name], inner, inside);
      await runCommand(["ip", "-n", name, "link", "set", "lo", "up"]);
      await isComplete(host);
      return namespace;
    } catch (error) {
      await namespace[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Runs a program inside and gives its stdout. */
  run(command: string[]): Promise<string> {
    return runCommand(["ip", "netns", "exec", this.name, ...command]);
  }

  /** The machine hears nothing any more. */
  async cut(): Promise<void> {
    for (const table of ["iptables", "ip6tables"]) {
      await this.run([table, "-I", "INPUT", "-j", "DROP"]);
    }
  }

  /** Undoes {@linkcode NetworkNamespace.cut}. */
  async restore(): Promise<void> {
    for (const table of ["iptables", "ip6tables"]) {
      await this.run([table, "-D", "INPUT", "-j", "DROP"]);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stack.disposeAsync();
  }
}

/**
 * Waits for the address that the kernel itself adds, a second or two later: a browser gives up what
 * it loads when an address comes.
 */
async function isComplete(name: string): Promise<void> {
  await until(
    "the link has its own address",
    () => runCommand(["ip", "-6", "-oneline", "address", "show", "dev", name, "scope", "link"]),
    (shown) => shown.includes("fe80:") && !shown.includes("tentative"),
  );
}

async function setUp(where: string[], name: string, { ipv4, ipv6 }: LinkEnd): Promise<void> {
  const ip = (...args: string[]) => runCommand(["ip", ...where, ...args]);
  await ip("address", "add", `${ipv4}/24`, "dev", name);
  // Without duplicate address detection the address can be used at once.
  await ip("address", "add", `${ipv6}/64`, "dev", name, "nodad");
  await ip("link", "set", name, "up");
}
