/** Below the ports that the kernel gives to whoever asks for any (`ip_local_port_range`, 32768 on). */
const FIRST = 10_000, LAST = 30_000;
const TRIES = 100;

/**
 * A port of 127.0.0.1 that nobody has now, neither TCP nor UDP, for a server that must keep its
 * port: what starts beside it on "any free port" cannot take it meanwhile.
 */
export function freePort(): number {
  const hostname = "127.0.0.1";
  for (let left = TRIES;; left--) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    try {
      using _tcp = Deno.listen({ hostname, port });
      Deno.listenDatagram({ transport: "udp", hostname, port }).close();
      return port;
    } catch (error) {
      if (left === 0 || !(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
