import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type BinarySocket } from "./inflating_socket.ts";
import {
  type Connection,
  type LiveNews,
  LiveSocket,
  readJson,
  type SocketLike,
} from "./live_socket.ts";

/** How a topic's messages are written. */
export interface LiveFormat {
  /** A socket that gives what `read` takes. */
  wrap(socket: BinarySocket): SocketLike;
  read(data: unknown): LiveNews | null;
}

const JSON_FORMAT: LiveFormat = { wrap: (socket) => socket, read: readJson };

/**
 * Keeps one WebSocket to `/live` open while the component is shown. `onMessage` returns false when a
 * message does not follow what came before.
 */
export function useLive<Message>(
  topic: "matrix" | "traffic",
  onMessage: (message: Message) => boolean,
  { wrap, read }: LiveFormat = JSON_FORMAT,
): Signal<Connection> {
  const connection = useSignal<Connection>("connecting");
  useEffect(() => {
    const live = new LiveSocket({
      open: () => wrap(new WebSocket(liveUrl(topic)) as BinarySocket),
      read,
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    }, {
      onMessage: (message) => onMessage(message as Message),
      onConnection: (next) => connection.value = next,
    });
    live.start();
    const retry = () => live.retryNow();
    addEventListener("online", retry);
    return () => {
      removeEventListener("online", retry);
      live.stop();
    };
  }, [topic]);
  return connection;
}

function liveUrl(topic: string): URL {
  const url = new URL(`/live?topic=${topic}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url;
}
