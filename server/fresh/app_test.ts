import assert from "node:assert/strict";
import { App, applySnapshot } from "./app.ts";
import { HttpError } from "./http_error.ts";
import { setErrorReporter } from "./report.ts";
import { EMPTY_SNAPSHOT } from "./snapshot.ts";

const get = (app: App<never>, path: string, init?: RequestInit) =>
  app.handler()(new Request("http://localhost" + path, init));

/** Collects what would be logged, and restores the log afterwards. */
async function logged(run: () => Promise<void>): Promise<unknown[]> {
  const errors: unknown[] = [];
  const previous = setErrorReporter((error) => errors.push(error));
  try {
    await run();
  } finally {
    setErrorReporter(previous);
  }
  return errors;
}

Deno.test("use() guards the folder: routes below it, and the path itself", async () => {
  const app = new App<never>()
    .use("/admin", () => new Response("stop", { status: 403 }))
    .get("/admin", (ctx) => ctx.text("in"))
    .get("/admin/users/:id", (ctx) => ctx.text("in"))
    .all("/administrator", (ctx) => ctx.text("other"));
  for (const path of ["/admin", "/admin/", "//admin", "/admin/users/5", "/x/../admin"]) {
    assert.equal((await get(app, path)).status, 403, path);
  }
  assert.equal(await (await get(app, "/administrator")).text(), "other");
});

Deno.test("use() refuses a pattern that guards nothing", () => {
  assert.throws(() => new App().use("/admin/*", (ctx) => ctx.next()), {
    message: 'use("/admin/*", …) would guard nothing in Fresh 2: write use("/admin", …)',
  });
});

Deno.test("handler() runs middlewares in order and shows them the answer", async () => {
  const seen: string[] = [];
  const note = (name: string) => async (ctx: { next(): Promise<Response> }) => {
    seen.push(name);
    const response = await ctx.next();
    seen.push(`/${name}`);
    return response;
  };
  const app = new App<never>().use(note("a"), note("b")).use(note("c"))
    .get("/x", note("d"), (ctx) => ctx.text("ok"))
    .use(note("later: not for /x"));
  assert.equal((await get(app, "/x")).status, 200);
  assert.deepEqual(seen, ["a", "b", "c", "d", "/d", "/c", "/b", "/a"]);
});

Deno.test("handler() passes the request and info through untouched", async () => {
  const info = { remoteAddr: { transport: "tcp" as const, hostname: "127.0.0.1", port: 9 } };
  const services = { ...info, completed: Promise.resolve(), clock: () => 5 };
  const request = new Request("http://localhost/a//b?x=1", { method: "POST", body: "z" });
  let same: boolean[] = [];
  let path = "";
  const app = new App().post("/a/b", (ctx) => {
    same = [ctx.req === request, ctx.info === services];
    path = ctx.url.pathname;
    return ctx.text("ok");
  });
  await app.handler()(request, services);
  assert.deepEqual(same, [true, true]);
  assert.equal(path, "/a/b");
});

Deno.test("handler() answers wrong methods, OPTIONS and HEAD", async () => {
  const app = new App<never>().get("/x", (ctx) => ctx.text("body")).put(
    "/x",
    (ctx) => ctx.text("p"),
  );
  const table: [method: string, status: number, allow: string | null, body: string][] = [
    ["HEAD", 200, null, ""],
    ["DELETE", 405, null, "Method Not Allowed"],
    ["OPTIONS", 204, "GET, PUT", ""],
  ];
  for (const [method, status, allow, body] of table) {
    const response = await get(app, "/x", { method });
    assert.equal(response.status, status, method);
    assert.equal(response.headers.get("allow"), allow, method);
    assert.equal(await response.text(), body, method);
  }
});

Deno.test("handler() closes the body that HEAD does not want", async () => {
  let cancelled = false;
  const body = new ReadableStream({ cancel: () => void (cancelled = true) });
  const app = new App<never>().get("/x", () => new Response(body));
  await get(app, "/x", { method: "HEAD" });
  assert.equal(cancelled, true);
});

Deno.test("handler() shows no stack and no cause, and logs the error", async () => {
  const secret = new Error("secret");
  const app = new App<never>()
    .get("/boom", () => {
      throw secret;
    })
    .get("/500", () => {
      throw new HttpError(503, "secret");
    })
    .get("/409", () => {
      throw new HttpError(409, "already there");
    });
  const bodies: string[] = [];
  const errors = await logged(async () => {
    for (const path of ["/boom", "/500", "/409", "/nope"]) {
      const response = await get(app, path);
      bodies.push(`${response.status} ${await response.text()}`);
    }
  });
  assert.deepEqual(bodies, [
    "500 Internal server error",
    "503 Service Unavailable",
    "409 already there",
    "404 Not Found",
  ]);
  assert.deepEqual(errors.map((error) => (error as Error).message), ["secret", "secret"]);
});

Deno.test("handler() answers 500 when a value would inject a header", async () => {
  const app = new App<never>()
    .get("/header", (ctx) => ctx.text("x", { headers: { "x-a": "1\r\nset-cookie: a=b" } }))
    .get("/page", (ctx) => ctx.render(null, { headers: { "x-a": "1\nset-cookie: a=b" } }))
    .get("/go", (ctx) => ctx.redirect("/x\r\nset-cookie: a=b"));
  const errors = await logged(async () => {
    for (const [path, status] of [["/header", 500], ["/page", 500], ["/go", 302]] as const) {
      const response = await get(app, path);
      assert.equal(response.status, status, path);
      assert.equal(response.headers.get("set-cookie"), null, path);
    }
  });
  assert.equal(errors.length, 2);
});

Deno.test("onError() and notFound() render pages, for the folder they are set on", async () => {
  const app = new App<never>()
    .onError("*", (ctx) => ctx.text(`root: ${(ctx.error as Error).message}`, { status: 500 }))
    .onError("/api", (ctx) => ctx.json({ code: "internal" }, { status: 500 }))
    .notFound((ctx) => ctx.text(`no ${ctx.url.pathname}`, { status: 404 }))
    .get("/x", () => {
      throw new Error("x");
    })
    .get("/api/x", () => {
      throw new Error("x");
    });
  const table = [["/x", "root: x"], ["/api/x", '{"code":"internal"}'], ["/y", "no /y"]];
  const errors = await logged(async () => {
    for (const [path, body] of table) assert.equal(await (await get(app, path)).text(), body, path);
  });
  assert.equal(errors.length, 2);
});

Deno.test("handler() says which middleware forgot to answer", async () => {
  const app = new App<never>().get("/x", (() => undefined) as never);
  const errors = await logged(async () => assert.equal((await get(app, "/x")).status, 500));
  assert.match(String(errors[0]), /A middleware or handler for \/x returned undefined/);
});

Deno.test("handler() names the build task when routes have no build", () => {
  assert.throws(() => new App().fsRoutes().handler(), { message: /fsRoutes\(\) needs a build/ });
});

Deno.test("fsRoutes() names the file whose exports do not fit its name", () => {
  const table: [id: string, module: unknown, message: RegExp][] = [
    ["empty", {}, /^routes\/empty: exports neither a component/],
    ["a/_layout", { handler: {} }, /^routes\/a\/_layout: needs a component/],
    ["_app", {}, /^routes\/_app: needs a component/],
    ["_middleware", { default: [1] }, /^routes\/_middleware: needs a middleware/],
    ["_middleware", {}, /^routes\/_middleware: needs a middleware/],
  ];
  for (const [id, module, message] of table) {
    const app = new App().fsRoutes();
    applySnapshot(app, { ...EMPTY_SNAPSHOT, routes: [{ id, module }] });
    assert.throws(() => app.handler(), { name: "TypeError", message });
  }
});

Deno.test("stream() sends text and bytes, and stops its source when the client goes", async () => {
  const stopped = Promise.withResolvers<void>();
  const app = new App<never>().get("/x", (ctx) =>
    ctx.stream(async function* () {
      try {
        yield "é";
        yield new Uint8Array([33]);
        for (;;) yield await Promise.resolve("more");
      } finally {
        stopped.resolve();
      }
    }));
  const reader = (await get(app, "/x")).body!.getReader();
  assert.deepEqual((await reader.read()).value, new TextEncoder().encode("é"));
  assert.deepEqual((await reader.read()).value, new Uint8Array([33]));
  await reader.cancel();
  await stopped.promise;
});
