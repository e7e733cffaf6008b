/** Sends each line as a datagram of its own to `syslog`, `HOST:PORT`. */
export async function sendSyslog(syslog: string, lines: readonly string[]): Promise<void> {
  const [hostname, port] = syslog.split(":");
  const to = { transport: "udp", hostname, port: Number(port) } as const;
  const socket = Deno.listenDatagram({ transport: "udp", hostname, port: 0 });
  for (const line of lines) await socket.send(new TextEncoder().encode(line), to);
  socket.close();
}
