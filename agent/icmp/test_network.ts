/**
 * A network of this machine's own for tests: a namespace `target`, joined to this namespace by a
 * virtual cable. Nothing that is sent on it leaves the machine.
 */
export interface TestNetwork {
  /** Name of the target's namespace. */
  readonly namespace: string;
  /** Addresses of this end. */
  readonly here: { v4: string; v6: string };
  /** Addresses of the target's end; `linkLocal` with its scope. */
  readonly target: { v4: string; v6: string; linkLocal: string };
  /** Networks behind the target that it has no route to. */
  readonly beyond: { v4: string; v6: string };
  /** Addresses that this machine itself has an `unreachable` route for. */
  readonly refused: { v4: string };
  /** Runs a program in the target's namespace. */
  inTarget(...command: string[]): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Throws when the process is not root, which namespaces and raw sockets need. */
export function requireRoot(): void {
  if (Deno.uid() !== 0) {
    throw new Error("This test makes a network namespace and raw sockets: run it as root.");
  }
}

/** Makes the network. Addresses are of 198.18.0.0/15 (RFC 2544) and differ by process. */
export async function makeTestNetwork(): Promise<TestNetwork> {
  requireRoot();
  // Not the process id: test files run side by side in one process.
  const n = crypto.getRandomValues(new Uint16Array(1))[0] & 0x3fff;
  const name = `meshping-${Deno.pid}-${n}`;
  const cable = `mp${Deno.pid}-${n}`.slice(0, 15);
  const [b, c] = [n >> 8, n & 255];
  const net4 = `198.18.${c}`;
  const net6 = `fd5e:${b.toString(16)}:${c.toString(16)}`;
  const beyond4 = `198.19.${c}`;
  const host = 4 * b % 256;
  const refused4 = `${beyond4}.${host + 2}`;
  const here = { v4: `${net4}.${host + 1}`, v6: `${net6}::1` };
  const target = {
    v4: `${net4}.${host + 2}`,
    v6: `${net6}::2`,
    linkLocal: `fe80::2%${cable}`,
  };
  const inTarget = (...command: string[]) => run("ip", "netns", "exec", name, ...command);

  await run("ip", "netns", "add", name);
  try {
    // Without address generation there is no duplicate address detection, which takes a second.
    await run("ip", "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name);
    await run("ip", "link", "set", cable, "addrgenmode", "none", "up");
    await inTarget("ip", "link", "set", "eth0", "addrgenmode", "none", "up");
    await inTarget("ip", "link", "set", "lo", "up");
    await run("ip", "address", "add", `${here.v4}/30`, "dev", cable);
    await inTarget("ip", "address", "add", `${target.v4}/30`, "dev", "eth0");
    for (const address of [`${here.v6}/64`, "fe80::1/64"]) {
      await run("ip", "address", "add", address, "dev", cable, "nodad");
    }
    for (const address of [`${target.v6}/64`, "fe80::2/64"]) {
      await inTarget("ip", "address", "add", address, "dev", "eth0", "nodad");
    }
    await inTarget("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
    await run("ip", "route", "add", `${beyond4}.${host}/30`, "via", target.v4);
    await run("ip", "route", "add", `${net6}:1::/64`, "via", target.v6);
    await run("ip", "route", "add", "unreachable", refused4);
  } catch (error) {
    await remove().catch(() => {});
    throw error;
  }

  async function remove(): Promise<void> {
    // First the cable, with its addresses and routes: the kernel would take its time for it after
    // the namespace is gone.
    await run("ip", "link", "delete", cable);
    await run("ip", "netns", "delete", name);
    await run("ip", "route", "delete", "unreachable", refused4);
  }

  return {
    namespace: name,
    here,
    target,
    beyond: { v4: `${beyond4}.${host + 1}`, v6: `${net6}:1::1` },
    refused: { v4: refused4 },
    inTarget,
    [Symbol.asyncDispose]: remove,
  };
}

/** Runs a program to its end. Throws with what it wrote when it fails. */
export async function run(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args, stdin: "null" }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr).trim();
  throw new Error(`${program} ${args.join(" ")} failed: ${said}`);
}
