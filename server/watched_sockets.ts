import type { Sockets } from "./define.ts";

/** RFC 6455 section 7.4.1: the one that says that a rule was broken. */
const POLICY = 1008;

type Join = (watcher: Parameters<Sockets["viewer"]>[0], socket: WebSocket) => void;

/**
 * Live views that end with the session they came by: a log-out, a disabled user or an expired
 * session must not leave a socket open that goes on telling (ASVS 5, 7.4.1).
 */
export function watchedSockets(join: Join) {
  const watched = new Map<WebSocket, () => Promise<boolean>>();
  return {
    admit(...[watcher, socket, mayWatch]: Parameters<Sockets["viewer"]>): void {
      // Not before: one that goes away during the handshake never says that it closed.
      socket.addEventListener("open", () => watched.set(socket, mayWatch));
      socket.addEventListener("close", () => watched.delete(socket));
      join(watcher, socket);
    },
    /** Closes those whose person may watch no longer. Call it now and then. */
    async check(): Promise<void> {
      for (const [socket, mayWatch] of [...watched]) {
        if (await mayWatch()) continue;
        watched.delete(socket);
        socket.close(POLICY, "the session is over");
      }
    },
  };
}
