import assert from "node:assert/strict";
import { flowCookie, sessionCookie } from "./session_cookie.ts";

const WEEK_MS = 604_800_000;

const read = (cookie: string, secure: boolean) =>
  sessionCookie(new Headers({ cookie }), secure, WEEK_MS).read();

Deno.test("sessionCookie() is __Host- and Secure under TLS only", () => {
  const tls = sessionCookie(new Headers(), true, WEEK_MS).start("t");
  assert.equal(tls, "__Host-meshping=t; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax; Secure");
  const plain = sessionCookie(new Headers(), false, WEEK_MS).start("t");
  assert.equal(plain, "meshping=t; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax");
  assert.match(sessionCookie(new Headers(), true, WEEK_MS).end(), /^__Host-meshping=; Max-Age=0;/);
});

Deno.test("sessionCookie().read() finds its own among others", () => {
  assert.equal(read("a=1; meshping=tok_-9; theme=dark", false), "tok_-9");
  assert.equal(read("meshping=tok", true), null, "a plain cookie is no secure one");
  assert.equal(read("xmeshping=tok", false), null);
  assert.equal(read("meshping=", false), null);
  assert.equal(read("", false), null);
});

Deno.test("flowCookie() is another cookie than the session's", () => {
  assert.match(flowCookie(new Headers(), true).start("f"), /^__Host-meshping-oidc=f; Max-Age=600;/);
  assert.equal(flowCookie(new Headers({ cookie: "meshping=tok" }), false).read(), null);
});
