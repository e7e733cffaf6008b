/** A TCP port of 127.0.0.1 that nobody listens on now, for a server that must keep its port. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
