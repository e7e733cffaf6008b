import assert from "node:assert/strict";
import { App, csp } from "./mod.ts";

const app = new App()
  .use(csp())
  .ws("/echo", { message: (socket, event) => socket.send(`echo ${event.data}`) })
  .get("/bare", (ctx) => {
    const { socket, response } = ctx.upgrade({ protocol: "v1" });
    socket.onmessage = (event) => socket.send(`bare ${event.data}`);
    return response;
  });

Deno.test("upgrade() and ws() talk WebSocket behind a middleware that sets headers", async () => {
  const listening = Promise.withResolvers<number>();
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => listening.resolve(port),
  }, app.handler());
  const port = await listening.promise;
  for (
    const [path, protocols, answer] of [["/echo", [], "echo hi"], [
      "/bare",
      ["v1"],
      "bare hi",
    ]] as const
  ) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...protocols]);
    const received = Promise.withResolvers<string>();
    const closed = Promise.withResolvers<void>();
    socket.onopen = () => socket.send("hi");
    socket.onmessage = (event) => received.resolve(event.data);
    socket.onerror = () => received.reject(new Error(`no WebSocket at ${path}`));
    socket.onclose = () => closed.resolve();
    assert.equal(await received.promise, answer);
    assert.equal(socket.protocol, protocols[0] ?? "");
    socket.close();
    await closed.promise;
  }
  await server.shutdown();
});

Deno.test("upgrade() answers 400 to what is no WebSocket handshake", async () => {
  const table: Record<string, string>[] = [{}, { upgrade: "h2c" }, { upgrade: "websocket" }];
  for (const headers of table) {
    const response = await app.handler()(new Request("http://localhost/echo", { headers }));
    assert.equal(response.status, 400, JSON.stringify(headers));
    await response.text();
  }
});
