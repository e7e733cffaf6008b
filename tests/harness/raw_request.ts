/**
 * Sends a request exactly as written, for what `fetch` refuses to send, and gives the whole answer.
 * The text must ask for `connection: close`.
 */
export async function rawRequest(serverUrl: string, text: string): Promise<string> {
  const { hostname, port } = new URL(serverUrl);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const writer = connection.writable.getWriter();
  await writer.write(new TextEncoder().encode(text));
  writer.releaseLock();
  let answer = "";
  for await (const chunk of connection.readable.pipeThrough(new TextDecoderStream())) {
    answer += chunk;
  }
  return answer;
}
