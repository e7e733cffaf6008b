import type { Watcher } from "@/shared/watcher.ts";
import type { Topic } from "./topic.ts";
import type { Watchers } from "./watchers.ts";

/** A viewer may ask for a new snapshot this often. */
const RESYNC_MS = 1_000;

/**
 * Joins browsers' WebSockets to topics. A watcher counts from the moment its socket is open: of one
 * that goes away during the handshake nothing is heard again, not even that it closed.
 */
export function viewerSockets(topics: Record<Watcher["topic"], Topic>, watchers: Watchers) {
  return (watcher: Watcher, socket: WebSocket): void => {
    socket.addEventListener("open", () => {
      const leave = watchers.enter(watcher);
      if (leave === null) return socket.close(1013, "too many viewers");
      watch(topics[watcher.topic], socket);
      socket.addEventListener("close", leave);
    });
    socket.addEventListener("error", () => socket.close());
  };
}

function watch(topic: Topic, socket: WebSocket): void {
  let resyncAtMs = 0;
  topic.join(socket);
  socket.addEventListener("message", ({ data }) => {
    // The one thing a viewer can say is that it lost count.
    if (data !== '{"type":"resync"}') return socket.close(1008, "unknown message");
    const nowMs = performance.now();
    if (nowMs - resyncAtMs < RESYNC_MS) return;
    resyncAtMs = nowMs;
    topic.leave(socket);
    topic.join(socket);
  });
  socket.addEventListener("close", () => topic.leave(socket));
}
