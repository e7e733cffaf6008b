const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that carries a session cookie comes from one of our own pages. Browsers name
 * the origin of every POST and of every WebSocket; without the header nobody vouches for it.
 */
export function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  const host = headers.get("host");
  if (origin === null || host === null) return headers.get("sec-fetch-site") === "same-origin";
  try {
    return new URL(origin).host === host.toLowerCase();
  } catch {
    return false;
  }
}

/** Whether a request can change something, or opens a WebSocket: then its origin matters. */
export function needsOrigin(method: string, headers: Headers): boolean {
  return !SAFE.has(method) || headers.get("upgrade")?.toLowerCase() === "websocket";
}
