/**
 * Asks for a WebSocket by hand, with any headers, and gives the answer's status: a browser's
 * WebSocket does not tell why it was refused.
 *
 * @param path with its query string
 */
export async function upgradeStatus(
  serverUrl: string,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  const { hostname, port, host } = new URL(serverUrl);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const all = {
    host,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": btoa("sixteen bytes ok"),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  await writeAll(connection, `GET ${path} HTTP/1.1\r\n${lines}\r\n`);
  const buffer = new Uint8Array(4096);
  const length = await connection.read(buffer);
  const text = new TextDecoder().decode(buffer.subarray(0, length ?? 0));
  const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
  if (status === undefined) throw new Error(`no HTTP answer to an upgrade: ${text}`);
  return Number(status);
}

async function writeAll(connection: Deno.Conn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}
