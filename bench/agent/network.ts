/** Two network namespaces joined by a virtual cable; nothing sent on it leaves the machine. */
export interface BenchNetwork {
  /** Namespace of who probes; its loopback is up, too. */
  readonly here: string;
  /** Name of the cable's end in {@linkcode here}. */
  readonly device: string;
  /** Address number `i` of the target's namespace, which answers at all of them: up to 65,000. */
  target(i: number): string;
  /** Runs a program in the target's namespace. */
  inTarget(...command: string[]): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes the network. Needs root. */
export async function makeBenchNetwork(): Promise<BenchNetwork> {
  if (Deno.uid() !== 0) throw new Error("This bench makes network namespaces: run it as root.");
  const here = `mpbench-${Deno.pid}-a`;
  const there = `mpbench-${Deno.pid}-b`;
  const inHere = (...command: string[]) => run("ip", "netns", "exec", here, ...command);
  const inTarget = (...command: string[]) => run("ip", "netns", "exec", there, ...command);
  async function remove(): Promise<void> {
    await run("ip", "netns", "delete", here).catch(() => {});
    await run("ip", "netns", "delete", there).catch(() => {});
  }
  try {
    await run("ip", "netns", "add", here);
    await run("ip", "netns", "add", there);
    await inHere("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v0", "netns", there);
    for (
      const [inside, address] of [[inHere, "198.18.0.1/30"], [inTarget, "198.18.0.2/30"]] as const
    ) {
      await inside("ip", "address", "add", address, "dev", "v0");
      await inside("ip", "link", "set", "v0", "up");
      await inside("ip", "link", "set", "lo", "up");
    }
    await inTarget("ip", "route", "add", "local", "198.19.0.0/16", "dev", "lo");
    await inHere("ip", "route", "add", "198.19.0.0/16", "via", "198.18.0.2");
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    here,
    device: "v0",
    target: (i) => `198.19.${i >> 8}.${i & 255}`,
    inTarget,
    [Symbol.asyncDispose]: remove,
  };
}

async function run(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args, stdin: "null" }).output();
  if (success) return;
  const said = new TextDecoder().decode(stderr).trim();
  throw new Error(`${program} ${args.join(" ")} failed: ${said}`);
}
