import { define } from "../define.ts";

export const handler = define.handlers({
  GET(ctx) {
    const { socket, response } = ctx.upgrade({ idleTimeout: 30 });
    socket.onmessage = (event) => socket.send("bare " + event.data);
    return response;
  },
});
