import type { Watcher } from "@/shared/watcher.ts";
import type { Topic } from "./topic.ts";
import type { Watchers } from "./watchers.ts";

/** A viewer may ask for a new snapshot this often. */
const RESYNC_MS = 1_000;

/** Joins browsers' WebSockets to topics. */
export function viewerSockets(topics: Record<Watcher["topic"], Topic>, watchers: Watchers) {
  return (watcher: Watcher, socket: WebSocket): void => {
    const topic = topics[watcher.topic];
    const leave = watchers.enter(watcher);
    let resyncAtMs = 0;
    if (leave === null) {
      socket.addEventListener("open", () => socket.close(1013, "too many viewers"));
    } else {
      socket.addEventListener("open", () => topic.join(socket));
      socket.addEventListener("message", ({ data }) => {
        // The one thing a viewer can say is that it lost count.
        if (data !== '{"type":"resync"}') return socket.close(1008, "unknown message");
        const nowMs = performance.now();
        if (nowMs - resyncAtMs < RESYNC_MS) return;
        resyncAtMs = nowMs;
        topic.leave(socket);
        topic.join(socket);
      });
    }
    socket.addEventListener("close", () => {
      leave?.();
      topic.leave(socket);
    });
    socket.addEventListener("error", () => socket.close());
  };
}
