/**
 * Run by a test as a process of its own, without the right to raw sockets: prints what pinging the
 * addresses in its arguments gives, or the error, as one line of JSON.
 */
import { openPinger } from "@/agent/icmp/pinger.ts";

async function report(addresses: string[]): Promise<unknown> {
  try {
    await using pinger = openPinger();
    // The first ones come before the kernel's stamps do.
    for (let i = 0; i < 1_000 && pinger.counters.replies === pinger.counters.userStamped; i++) {
      await pinger.ping(addresses[0], 3_000);
    }
    return await Promise.all(addresses.map((address) => pinger.ping(address, 3_000)));
  } catch (error) {
    return { error: error instanceof Error ? error.name : String(error) };
  }
}

console.log(JSON.stringify(await report(Deno.args)));
