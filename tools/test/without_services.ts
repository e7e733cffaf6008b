/** Debian asks this program whether a service may be started (invoke-rc.d(8)). */
const POLICY = "/usr/sbin/policy-rc.d";
/** "Forbidden by policy". */
const NEVER = "#!/bin/sh\nexit 101\n";

/**
 * Runs `work` while no package that is installed may start its service: a web server that tests
 * start by themselves must not be there already. A policy that the machine has is left as it is.
 */
export async function withoutServices<T>(work: () => Promise<T>, policy = POLICY): Promise<T> {
  try {
    await Deno.writeTextFile(policy, NEVER, { createNew: true, mode: 0o755 });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return await work();
    throw error;
  }
  try {
    return await work();
  } finally {
    await Deno.remove(policy);
  }
}
