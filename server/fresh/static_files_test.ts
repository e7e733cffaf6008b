import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { join } from "node:path";
import { App, applySnapshot } from "./app.ts";
import { OutputFolder } from "./build/output.ts";
import { BuiltFiles } from "./built_files.ts";
import { EMPTY_SNAPSHOT } from "./snapshot.ts";
import { staticFiles } from "./static_files.ts";

const css = new TextEncoder().encode("body { color: red }\n".repeat(100));
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** An application that serves a folder written as the build does. */
async function serving(test: (fetch: Fetch, dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    const output = new OutputFolder(dir);
    output.addServed("/style.css", css, false);
    output.addServed("/a b/ü.svg", bytesOf("<svg/>"), false);
    output.addServed("/_fresh/js/x-HASH.js", bytesOf("1;"), true);
    output.addServed("/big.bin", new Uint8Array((1 << 20) + 1), false);
    output.write("server.js", "secret of the build");
    const app = new App().use(staticFiles()).get("/page", (ctx) => ctx.text("page"));
    const files = new BuiltFiles(dir, output.files);
    applySnapshot(app, { ...EMPTY_SNAPSHOT, buildId: "now", files });
    const handle = app.handler();
    await test((path, init) => handle(new Request("http://localhost" + path, init)), dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

Deno.test("staticFiles() serves what the build listed, and nothing else", async () => {
  await serving(async (fetch) => {
    const table: [path: string, status: number, type: string | null][] = [
      ["/style.css", 200, "text/css; charset=utf-8"],
      ["/a%20b/%C3%BC.svg", 200, "image/svg+xml"],
      ["/_fresh/js/x-HASH.js", 200, "text/javascript; charset=utf-8"],
      ["/big.bin", 200, "application/octet-stream"],
      ["/page", 200, "text/plain;charset=UTF-8"],
      ["/favicon.ico", 404, null],
      ["/server.js", 404, "text/plain;charset=UTF-8"],
      ["/../server.js", 404, "text/plain;charset=UTF-8"],
      ["/..%2fserver.js", 404, "text/plain;charset=UTF-8"],
      ["/%2e%2e%2fserver.js", 404, "text/plain;charset=UTF-8"],
      ["/static/style.css", 404, "text/plain;charset=UTF-8"],
      ["/style.css/", 404, "text/plain;charset=UTF-8"],
      ["/style.css%00", 404, "text/plain;charset=UTF-8"],
      ["/%E0%A4%A", 404, "text/plain;charset=UTF-8"],
      ["/__proto__", 404, "text/plain;charset=UTF-8"],
    ];
    for (const [path, status, type] of table) {
      const response = await fetch(path);
      await response.body?.cancel();
      assert.equal(response.status, status, path);
      assert.equal(response.headers.get("content-type"), type, path);
    }
  });
});

Deno.test("staticFiles() sends the variant that the client takes", async () => {
  await serving(async (fetch) => {
    const plain = await fetch("/style.css");
    assert.deepEqual(await plain.bytes(), css);
    assert.equal(plain.headers.get("content-encoding"), null);
    assert.equal(plain.headers.get("vary"), "accept-encoding");
    const packed = await fetch("/style.css", { headers: { "accept-encoding": "gzip" } });
    assert.equal(packed.headers.get("content-encoding"), "gzip");
    assert.deepEqual(new Uint8Array(gunzipSync(await packed.bytes())), css);
    assert.equal(packed.headers.get("etag"), plain.headers.get("etag"));
    const tiny = await fetch("/_fresh/js/x-HASH.js", { headers: { "accept-encoding": "br" } });
    assert.equal(tiny.headers.get("content-encoding"), null);
    assert.equal(await tiny.text(), "1;");
  });
});

Deno.test("staticFiles() answers HEAD with the same headers and no body", async () => {
  await serving(async (fetch) => {
    for (const coding of ["identity", "gzip", "br"]) {
      const headers = { "accept-encoding": coding };
      const got = await fetch("/style.css", { headers });
      const length = (await got.bytes()).byteLength;
      const head = await fetch("/style.css", { method: "HEAD", headers });
      assert.equal(await head.text(), "");
      assert.equal(head.headers.get("content-length"), String(length));
      assert.equal(head.headers.get("etag"), got.headers.get("etag"));
    }
  });
});

Deno.test("staticFiles() answers 304 when the client has the content", async () => {
  await serving(async (fetch) => {
    const etag = (await fetch("/style.css", { method: "HEAD" })).headers.get("etag")!;
    const table: [header: string, status: number][] = [
      [etag, 304],
      [etag.replace("W/", ""), 304],
      [`"other", ${etag}`, 304],
      ["*", 304],
      ['W/"other"', 200],
      ["", 200],
    ];
    for (const [header, status] of table) {
      const response = await fetch("/style.css", { headers: { "if-none-match": header } });
      const body = await response.text();
      assert.equal(response.status, status, header);
      assert.equal(body === "", status === 304, header);
    }
  });
});

Deno.test("staticFiles() lets only addresses that change with the content be kept", async () => {
  await serving(async (fetch) => {
    const forever = /immutable/;
    const cacheControl = async (path: string) =>
      (await fetch(path, { method: "HEAD" })).headers.get("cache-control")!;
    assert.match(await cacheControl("/style.css?mp_v=now"), forever);
    assert.match(await cacheControl("/_fresh/js/x-HASH.js"), forever);
    assert.match(await cacheControl("/style.css"), /no-store/);
    const old = await fetch("/style.css?a=1&mp_v=old");
    assert.equal(old.status, 307);
    assert.equal(old.headers.get("location"), "/style.css?a=1");
    assert.match(old.headers.get("cache-control")!, /no-store/);
  });
});

Deno.test("staticFiles() refuses other methods", async () => {
  await serving(async (fetch) => {
    const response = await fetch("/style.css", { method: "POST" });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow"), "GET, HEAD");
    assert.equal(await response.text(), "Method Not Allowed");
  });
});

Deno.test("staticFiles() answers 404 when a later build took the file away", async () => {
  await serving(async (fetch, dir) => {
    await Deno.remove(join(dir, "static/a b/ü.svg"));
    assert.equal((await fetch("/a%20b/%C3%BC.svg")).status, 404);
  });
});
