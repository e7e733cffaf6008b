import { App, csp, csrf, HttpError, staticFiles } from "fresh";
import { define, type State } from "./define.ts";

export const app = new App<State>();

app.use(staticFiles());

app.use(async (ctx) => {
  ctx.state.trail = ["m1"];
  const response = await ctx.next();
  // A WebSocket's answer cannot be changed any more.
  if (response.status !== 101) response.headers.set("x-trail", ctx.state.trail.join(","));
  return response;
});

app.use(csp({ useNonce: true, csp: ["img-src 'self' data: blob:"] }), csrf());

app.use(
  "/admin",
  define.middleware((ctx) => {
    ctx.state.trail.push("use-admin");
    return ctx.next();
  }),
);

app.get("/prog/:id", (ctx) => {
  return ctx.json({ id: ctx.params.id, route: ctx.route, trail: ctx.state.trail });
});

app.post("/prog", async (ctx) => ctx.text(await ctx.req.text(), { status: 201 }));

app.get("/thrower", () => {
  throw new HttpError(418, "teapot");
});

app.get("/stream", (ctx) =>
  ctx.stream(function* () {
    yield "a";
    yield "b";
  }));

app.ws("/ws", {
  message: (socket, event) => socket.send("echo " + event.data),
});

app.fsRoutes();
