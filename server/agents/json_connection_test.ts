import assert from "node:assert/strict";
import { MAX_WAITING_BYTES } from "./agent_line.ts";
import { JsonConnection, type JsonConnectionDeps } from "./json_connection.ts";

Deno.test("JsonConnection cuts off an agent whose waiting frames are too large together", async () => {
  const closed: [number, string][] = [];
  const socket = {
    send: () => {},
    close: (code: number, reason: string) => void closed.push([code, reason]),
  };
  const connection = new JsonConnection(socket, {} as JsonConnectionDeps, "192.0.2.7");
  const frame = "x".repeat(MAX_WAITING_BYTES / 4);
  await Promise.all(Array.from({ length: 5 }, () => connection.receive(frame)));
  assert.deepEqual(closed, [[1008, "too many frames at once"]]);
});
