import assert from "node:assert/strict";
import { join } from "node:path";
import { certificatesIn, factsOf } from "./certificate_facts.ts";
import { CertificateRefused } from "./certificate_refused.ts";
import { openSelfMade, readSelfMade, RENEW_BEFORE_MS } from "./self_made.ts";

const DAY_MS = 86_400_000;
const NAMES = ["mesh.example.net", "192.0.2.10", "2001:db8::10"];

async function inFolder(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await work(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
const first = (pem: string) => factsOf(certificatesIn(pem)[0]);

Deno.test("openSelfMade() makes an authority and a certificate, for its owner alone", () =>
  inFolder(async (dir) => {
    assert.equal(await readSelfMade(dir), null);
    const nowMs = Date.now();
    const made = await openSelfMade(dir, NAMES, nowMs);
    const leaf = first(made.cert);
    assert.deepEqual([leaf.names, leaf.isAuthority, leaf.selfSigned], [NAMES, false, false]);
    assert.ok(leaf.notAfterMs - leaf.notBeforeMs <= 398 * DAY_MS, "browsers refuse longer");
    assert.ok(certificatesIn(made.cert)[0].verify(certificatesIn(made.ca!)[0].publicKey));
    assert.equal(first(made.ca!).isAuthority, true);
    for (const file of ["ca.pem", "ca-key.pem", "server.pem", "server-key.pem"]) {
      const { mode } = await Deno.stat(join(dir, "tls", file));
      assert.equal(mode! & 0o777, 0o600, file);
    }
    assert.equal((await Deno.stat(join(dir, "tls"))).mode! & 0o777, 0o700);
    assert.equal((await readSelfMade(dir))!.cert, made.cert);
  }));

const reasons: [name: string, afterMs: number, names: string[], renew: boolean, made: boolean][] = [
  ["keeps a good one", DAY_MS, NAMES, false, false],
  ["renews it before it ends", 397 * DAY_MS - RENEW_BEFORE_MS, NAMES, false, true],
  ["renews it when it has ended", 500 * DAY_MS, NAMES, false, true],
  ["renews it for another name", DAY_MS, [...NAMES, "192.0.2.11"], false, true],
  ["keeps it when a name is gone", DAY_MS, NAMES.slice(1), false, false],
  ["renews it when asked", DAY_MS, NAMES, true, true],
];
for (const [name, afterMs, names, renew, made] of reasons) {
  Deno.test(`openSelfMade() ${name}, under the same authority`, () =>
    inFolder(async (dir) => {
      const nowMs = Date.now();
      const before = await openSelfMade(dir, NAMES, nowMs);
      const after = await openSelfMade(dir, names, nowMs + afterMs, renew);
      assert.equal(after.renewed, made);
      assert.equal(after.cert !== before.cert, made);
      assert.equal(after.ca, before.ca);
      if (made) assert.ok(first(after.cert).notAfterMs > nowMs + afterMs + 300 * DAY_MS);
    }));
}

Deno.test("openSelfMade() makes a certificate again whose key is another's", () =>
  inFolder(async (dir) => {
    await openSelfMade(dir, NAMES, Date.now());
    const key = await Deno.readTextFile(join(dir, "tls", "ca-key.pem"));
    await Deno.writeTextFile(join(dir, "tls", "server-key.pem"), key);
    assert.equal((await openSelfMade(dir, NAMES, Date.now())).renewed, true);
  }));

Deno.test("openSelfMade() says what to do about a damaged authority", () =>
  inFolder(async (dir) => {
    await openSelfMade(dir, NAMES, Date.now());
    await Deno.writeTextFile(join(dir, "tls", "ca-key.pem"), "damage");
    await assert.rejects(openSelfMade(dir, NAMES, Date.now(), true), (error) => {
      assert.ok(error instanceof CertificateRefused);
      assert.match(error.message, /tls cannot be used: .*every agent needs a new token/);
      return true;
    });
  }));

Deno.test("openSelfMade() makes what a client accepts that trusts its authority only", () =>
  inFolder(async (dir) => {
    const { cert, key, ca } = await openSelfMade(dir, ["localhost", "127.0.0.1"], Date.now());
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, cert, key, onListen: () => {} },
      () => new Response("hello"),
    );
    try {
      const url = `https://127.0.0.1:${server.addr.port}`;
      using client = Deno.createHttpClient({ caCerts: [ca!], poolMaxIdlePerHost: 0 });
      const answer = await fetch(url, { client });
      assert.equal(await answer.text(), "hello");
      await assert.rejects(fetch(url), (e: Error) => /UnknownIssuer/.test(String(e.cause)));
    } finally {
      await server.shutdown();
    }
  }));
