/** A WebSocket that brings the session along; Deno takes headers, which its DOM types leave out. */
export function openWithHeaders(url: URL, headers: Record<string, string>): WebSocket {
  const Open = WebSocket as unknown as new (url: URL, options: object) => WebSocket;
  return new Open(url, { headers });
}
