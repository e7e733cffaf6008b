/**
 * What OWASP ASVS 5.0 asks of pages, cookies, headers and WebSockets: one step each, named by its
 * number. SECURITY.md lists them.
 */
import assert from "node:assert/strict";
import { Client } from "./harness/client.ts";
import { ROOT } from "./harness/child.ts";
import { rawRequest } from "./harness/raw_request.ts";
import { sendForm } from "./harness/send_form.ts";
import { ADMIN_PASSWORD, runServer, ServerProcess } from "./harness/server_process.ts";
import { upgradeStatus } from "./harness/upgrade_request.ts";

const QUIET = ["--no-local-agent"];
/** As a TLS proxy in front tells it. */
const OVER_TLS = { "x-forwarded-proto": "https" };

/** Project files below some folders, with their text. */
function* sources(...folders: string[]): Generator<[path: string, text: string]> {
  for (const folder of folders) {
    for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROOT))) {
      const path = folder + name;
      if (isDirectory) yield* sources(`${path}/`);
      else if (/\.tsx?$/.test(name) && !/_test\.tsx?$/.test(name)) {
        yield [path, Deno.readTextFileSync(new URL(path, ROOT))];
      }
    }
  }
}

Deno.test("ASVS 5.0: encoding, cookies and headers", async (t) => {
  await using server = await ServerProcess.start({
    args: [...QUIET, "--trust-proxy", "127.0.0.1/32"],
  });
  const admin = await server.admin();
  const overTls = (path: string, init: RequestInit = {}) =>
    server.nobody.text(path, { ...init, headers: { ...OVER_TLS, ...init.headers } });

  await t.step("1.2.1 text of strangers is encoded where it is shown", async () => {
    const name = '<img src=x onerror="alert(1)">&amp;';
    await sendForm(server.nobody, "/login", { name, password: "x" });
    await sendForm(admin, "/admin/users", { action: "add", name, role: "viewer", password: "" });
    for (const path of ["/admin/audit", "/admin/users"]) {
      const { text } = await admin.text(path);
      assert.ok(!text.includes("<img src=x"), path);
      assert.match(text, /&lt;img src=x onerror=&quot;alert\(1\)(&quot;|")>&amp;amp;/, path);
    }
  });

  await t.step("1.2.10 a cell of the exported log is no formula", async () => {
    for (const name of ["=1+1", "+1", "-1", "@SUM(1)"]) {
      await sendForm(server.nobody, "/login", { name, password: "x" });
    }
    const { text } = await admin.text("/api/v1/audit/export?action=login.refused");
    for (const cell of [",'=1+1,", ",'+1,", ",'-1,", ",'@SUM(1),"]) {
      assert.ok(text.includes(cell), `${cell} in ${text}`);
    }
    assert.doesNotMatch(text, /,[=+@]/);
  });

  await t.step("1.3.12 no pattern of ours repeats a repetition", () => {
    // A group that repeats, around something that repeats: what backtracks exponentially.
    const nested = /\((?:\?:)?(?:[^()\\[\]]|\\.|\[(?:[^\]\\]|\\.)*\])*?[^\\(|][+*]\)[+*]/;
    const literal =
      /(?<=[=(,:&|?!]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;
    assert.match("(a+)+", nested);
    let count = 0;
    for (const [path, text] of sources("server/", "shared/", "agent/", "routes/")) {
      for (const [pattern] of text.matchAll(literal)) {
        count++;
        assert.doesNotMatch(pattern, nested, path);
      }
    }
    assert.ok(count > 50, `${count} patterns were found`);
  });

  await t.step("3.2.2 nothing is written into a page as HTML", () => {
    for (const [path, text] of sources("components/", "islands/", "routes/")) {
      assert.doesNotMatch(
        text,
        /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML/,
        path,
      );
    }
  });

  await t.step("3.3.1–3.3.4 the session's cookie under TLS", async () => {
    const { response } = await overTls("/login", {
      method: "POST",
      headers: { origin: server.url },
      body: new URLSearchParams({ name: "admin", password: ADMIN_PASSWORD }),
    });
    const [name, ...attributes] = response.headers.getSetCookie()[0].split("; ");
    assert.match(name, /^__Host-meshping=/, "3.3.1, 3.3.3");
    for (const attribute of ["Secure", "SameSite=Lax", "Path=/", "HttpOnly"]) {
      assert.ok(attributes.includes(attribute), attribute);
    }
    assert.ok(!attributes.some((attribute) => /^Domain/i.test(attribute)));
  });

  await t.step("3.4.1–3.4.8 the headers of every answer", async () => {
    for (const path of ["/login", "/", "/nothing", "/base.css", "/api/v1/me", "/api/v1/nothing"]) {
      for (const cookie of ["", admin.headers.cookie]) {
        const { headers } = (await overTls(path, { headers: { cookie } })).response;
        const is = (name: string, value: RegExp) =>
          assert.match(headers.get(name) ?? "", value, path);
        is("strict-transport-security", /^max-age=31536000/); // 3.4.1
        is("content-security-policy", /default-src 'none'/); // 3.4.3
        is("content-security-policy", /base-uri 'none'/);
        assert.doesNotMatch(headers.get("content-security-policy")!, /unsafe|\*|https?:/);
        is("x-content-type-options", /^nosniff$/); // 3.4.4
        is("referrer-policy", /^same-origin$/); // 3.4.5
        is("content-security-policy", /frame-ancestors 'none'/); // 3.4.6
        is("cross-origin-opener-policy", /^same-origin$/); // 3.4.8
        assert.equal(headers.get("access-control-allow-origin"), null);
      }
    }
    const plain = await server.nobody.text("/login");
    assert.equal(plain.response.headers.get("strict-transport-security"), null, "not over HTTP");
  });

  await t.step("3.5.1 another site cannot act with somebody's session", async () => {
    const { cookie } = admin.headers;
    const crossSite: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      {},
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of crossSite) {
      for (const path of ["/admin/users", "/account", "/logout", "/api/v1/targets"]) {
        const init = {
          method: "POST",
          headers: { cookie, ...headers },
          body: new URLSearchParams(),
        };
        assert.equal((await server.nobody.text(path, init)).response.status, 403, path);
      }
    }
    await admin.json("/api/v1/me");
  });

  await t.step("3.5.3 nothing is changed by GET", async () => {
    const revision = async () =>
      (await admin.json<{ revision: number }>("/api/v1/targets")).revision;
    const before = await revision();
    for (
      const path of [
        "/logout",
        "/admin/update_targets?targets=192.0.2.1",
        "/admin/targets?action=add&addresses=192.0.2.1",
        "/admin/users?action=remove&id=1",
        "/account?action=end-others",
        "/admin/approve/x",
        "/api/v1/enrolments",
        "/api/v1/users/1/end-sessions",
      ]
    ) {
      const { response } = await admin.text(path);
      assert.ok([200, 405].includes(response.status), `${path}: ${response.status}`);
    }
    assert.equal(await revision(), before);
    await admin.json("/api/v1/me");
  });

  await t.step("14.2.1 no secret travels in an address", async () => {
    const token = await server.adminCommand(["token", "create", "--name", "x", "--role", "admin"]);
    for (const name of ["token", "access_token", "key", "meshping"]) {
      const { response } = await server.nobody.text(`/api/v1/me?${name}=${token.trim()}`);
      assert.equal(response.status, 401, name);
    }
    const made = await sendForm(admin, "/admin/users", {
      ...{ action: "add", name: "invited", role: "viewer", password: "" },
    });
    const key = /\/join#([A-Za-z0-9_-]{43})/.exec(made.text)![1];
    const joined = await sendForm(server.nobody, `/join?key=${key}`, { password: ADMIN_PASSWORD });
    assert.equal(joined.response.status, 422, "the key is for the body");
  });

  await t.step("14.3.2 pages and answers are not kept by browsers or proxies", async () => {
    const paths = [
      "/",
      "/account",
      "/admin/audit",
      "/api/v1/users",
      "/api/v1/audit/export",
      "/login",
    ];
    for (const path of paths) {
      const { headers } = (await admin.text(path)).response;
      assert.equal(headers.get("cache-control"), "no-store", path);
    }
  });
});

Deno.test("ASVS 5.0: addresses, WebSockets and what an answer tells", async (t) => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const live = "/live?topic=matrix";

  await t.step("4.1.3 a client's own X-Forwarded headers are not believed", async () => {
    await server.nobody.text("/login", {
      method: "POST",
      headers: {
        origin: server.url,
        "x-forwarded-for": "203.0.113.9",
        "x-real-ip": "203.0.113.9",
        "x-forwarded-proto": "https",
      },
      body: new URLSearchParams({ name: "claims", password: "x" }),
    });
    const { text } = await admin.text("/api/v1/audit?q=claims");
    assert.match(text, /from 127\.0\.0\.1/);
    assert.doesNotMatch(text, /203\.0\.113\.9/);
    const { headers } = (await server.nobody.text("/login", { headers: OVER_TLS })).response;
    assert.equal(headers.get("strict-transport-security"), null);
  });

  await t.step("4.4.1 off this machine there is no WebSocket without TLS", async () => {
    const args = ["--host", "192.0.2.1", "--check-config"];
    const { stdout, code } = await runServer({ args });
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).tls, "self-made");
  });

  await t.step("4.4.2 the origin of a WebSocket is checked", async () => {
    const { cookie } = admin.headers;
    for (const origin of ["https://evil.example", "null", server.url + "0"]) {
      assert.equal(await upgradeStatus(server.url, live, { cookie, origin }), 403, origin);
    }
    assert.equal(await upgradeStatus(server.url, live, { cookie }), 403);
    assert.equal(await upgradeStatus(server.url, live, { cookie, origin: server.url }), 101);
  });

  await t.step("4.4.3–4.4.4 a WebSocket needs the session of a log-in", async () => {
    assert.equal(await upgradeStatus(server.url, live, { origin: server.url }), 401);
    const cookie = "meshping=" + "A".repeat(43);
    assert.equal(await upgradeStatus(server.url, live, { cookie, origin: server.url }), 401);
    const ended = await server.logIn();
    await ended.text("/logout", { method: "POST" });
    assert.equal(await upgradeStatus(server.url, live, ended.headers), 401);
  });

  await t.step("13.4.2 there is nothing for debugging", async () => {
    for (
      const path of ["/debug", "/_fresh", "/_frsh/refresh", "/?debug=1", "/.env", "/.git/HEAD"]
    ) {
      const { response, text } = await admin.text(path);
      assert.ok([200, 404].includes(response.status), path);
      assert.doesNotMatch(text, /\n\s+at |file:\/\/|node_modules|\[core\]/, path);
    }
  });

  await t.step("13.4.3 no folder is listed", async () => {
    for (
      const path of ["/static/", "/_fresh/", "/assets/", "/routes/", "/data/", "/../", "/%2e%2e/"]
    ) {
      const { text } = await admin.text(path);
      assert.doesNotMatch(text, /tokens\.css.*base\.css.*index of/i, path);
      assert.doesNotMatch(text, /meshping\.db|server\.js|access\.ts/, path);
    }
  });

  await t.step("13.4.4 TRACE is not answered", async () => {
    const { host } = new URL(server.url);
    const secret = "cookie: meshping=seen";
    const request = `TRACE / HTTP/1.1\r\nhost: ${host}\r\n${secret}\r\nconnection: close\r\n\r\n`;
    const answer = await rawRequest(server.url, request);
    assert.match(answer, /^HTTP\/1\.1 4\d\d /);
    assert.doesNotMatch(answer, /meshping=seen/);
  });

  await t.step("13.4.5 documentation and figures are not for strangers", async () => {
    for (const path of ["/api/v1/openapi.json", "/api", "/api/v1", "/admin/settings", "/docs"]) {
      assert.equal((await server.nobody.text(path)).response.status, 401, path);
    }
    for (const [path, all] of [["/healthz", "ok\n"], ["/readyz", "ready\n"]]) {
      assert.equal((await server.nobody.text(path)).text, all, path);
    }
  });

  await t.step("13.4.6 a stranger does not learn which versions run here", async () => {
    for (const path of ["/login", "/join", "/setup", "/nothing", "/api/v1/me", "/healthz"]) {
      const headers = { accept: "text/html" };
      const { response, text } = await server.nobody.text(path, { headers });
      const all = JSON.stringify([...response.headers]) + text;
      assert.doesNotMatch(all, /\b(deno|fresh|preact|sqlite)\/?\s?\d/i, path);
      assert.doesNotMatch(all, /\b\d+\.\d+\.\d+\b(?!\.)/, path);
      for (const name of ["server", "x-powered-by", "via"]) {
        assert.equal(response.headers.get(name), null, name);
      }
    }
  });

  await t.step("16.5.1 an answer to an error of ours tells nothing of us", async () => {
    const strange = ["/mesh/%00/x", "/api/v1/geo/%ff", "/api/v1/results/x/y?from=x", "/%c0%af"];
    for (const path of strange) {
      const { response, text } = await admin.text(path, { headers: { accept: "text/html" } });
      assert.ok(response.status < 500, `${path}: ${response.status}`);
      assert.doesNotMatch(text, /\n\s+at |file:\/\/|SQL|TypeError|RangeError/, path);
    }
    const stranger = new Client(server.url, { cookie: "meshping=%00%ff" });
    assert.equal((await stranger.text("/api/v1/me")).response.status, 401);
  });

  await t.step("requests larger than any of ours are refused", async () => {
    const long = "x".repeat(40_000);
    assert.equal((await server.nobody.text("/login?" + long)).response.status, 414);
    const headers = { "x-long": long };
    assert.equal((await server.nobody.text("/login", { headers })).response.status, 431);
  });
});
