import { HttpError } from "./http_error.ts";

/** What to do with a socket's events. */
export interface WebSocketHandlers {
  open?(socket: WebSocket): void;
  message?(socket: WebSocket, event: MessageEvent): void;
  close?(socket: WebSocket, code: number, reason: string): void;
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
}

/** Passed on to `Deno.upgradeWebSocket()`. */
export interface WebSocketUpgradeOptions {
  /** Seconds without a pong after which the socket is closed. */
  idleTimeout?: number;
  protocol?: string;
}

/** See `Context.upgrade()`. `first` holds handlers when any of its members is a function. */
export function upgradeWebSocket(
  req: Request,
  first: WebSocketHandlers | WebSocketUpgradeOptions,
  options?: WebSocketUpgradeOptions,
): Response | { socket: WebSocket; response: Response } {
  if (req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new HttpError(400, "Expected a WebSocket upgrade request");
  }
  const managed = isHandlers(first);
  const { socket, response } = accept(req, managed ? options : first);
  if (!managed) return { socket, response };
  if (first.open) socket.addEventListener("open", () => first.open?.(socket));
  if (first.message) socket.addEventListener("message", (event) => first.message?.(socket, event));
  if (first.close) {
    socket.addEventListener("close", (event) => first.close?.(socket, event.code, event.reason));
  }
  if (first.error) socket.addEventListener("error", (event) => first.error?.(socket, event));
  return response;
}

function isHandlers(value: object): value is WebSocketHandlers {
  const { open, message, close, error } = value as Record<string, unknown>;
  return [open, message, close, error].some((member) => typeof member === "function");
}

function accept(req: Request, options: WebSocketUpgradeOptions | undefined) {
  try {
    return Deno.upgradeWebSocket(req, options);
  } catch (cause) {
    // Missing or malformed handshake headers (RFC 6455, section 4.2.1).
    if (cause instanceof TypeError) {
      throw new HttpError(400, "Malformed WebSocket handshake", { cause });
    }
    throw cause;
  }
}
