import assert from "node:assert/strict";
import * as x509 from "@peculiar/x509";
import { join } from "node:path";
import { makeAuthority, makeLeaf } from "./authority.ts";
import { certificatesIn } from "./certificate_facts.ts";
import { CertificateRefused } from "./certificate_refused.ts";
import { readGivenFiles } from "./given_files.ts";

const DAY_MS = 86_400_000;
const NOW_MS = Date.now();
const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** A self-signed certificate as a person may have one. */
async function homeMade(names: string[]): Promise<{ cert: string; key: string }> {
  const keys = await crypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
  const general = names.map((value) => ({ type: "dns" as const, value }));
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=mesh.example.net",
    keys,
    signingAlgorithm: ECDSA,
    notBefore: new Date(NOW_MS - DAY_MS),
    notAfter: new Date(NOW_MS + DAY_MS),
    extensions: names.length ? [new x509.SubjectAlternativeNameExtension(general)] : [],
  });
  const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    cert: certificate.toString("pem"),
    key: x509.PemConverter.encode(key, "PRIVATE KEY"),
  };
}

async function read(cert: string, key: string, nowMs = NOW_MS, ca: string | null = null) {
  const dir = await Deno.makeTempDir();
  try {
    const files = { cert: join(dir, "cert.pem"), key: join(dir, "key.pem") };
    await Deno.writeTextFile(files.cert, cert);
    await Deno.writeTextFile(files.key, key);
    const caFile = ca === null ? null : join(dir, "ca.pem");
    if (caFile !== null) await Deno.writeTextFile(caFile, ca!);
    return await readGivenFiles({ certFile: files.cert, keyFile: files.key, caFile }, nowMs);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const authority = await makeAuthority(NOW_MS);
const leaf = await makeLeaf(authority, ["mesh.example.net"], NOW_MS);
const other = await makeLeaf(authority, ["mesh.example.net"], NOW_MS);
const nameless = await homeMade([]);

const refused: [name: string, cert: string, key: string, nowMs: number, message: RegExp][] = [
  ["an authority's", authority.cert, authority.key, NOW_MS, /cert\.pem is a .*CA:TRUE.*openssl/],
  ["one without names", nameless.cert, nameless.key, NOW_MS, /no subjectAltName.*-addext subject/],
  ["an expired one", leaf.cert, leaf.key, NOW_MS + 400 * DAY_MS, /expired on 20.*UTC.*openssl/],
  ["one of tomorrow", leaf.cert, leaf.key, NOW_MS - 2 * DAY_MS, /not valid before 20.*openssl/],
  ["another key", leaf.cert, other.key, NOW_MS, /--tls-key \S+key\.pem is not the key of that/],
  ["a key that is none", leaf.cert, "x", NOW_MS, /--tls-key \S+ is no unencrypted PEM/],
  ["text that is none", "hello", leaf.key, NOW_MS, /--tls-cert \S+ is no PEM certificate/],
  [
    "damaged PEM",
    leaf.cert.replace(/[A-Za-z]{9}/, "AAAAAAAAA").slice(0, 200) + "\n-----END CERTIFICATE-----",
    leaf.key,
    NOW_MS,
    /no PEM certificate/,
  ],
];
for (const [name, cert, key, nowMs, message] of refused) {
  Deno.test(`readGivenFiles() refuses ${name} and says how to make a good one`, async () => {
    await assert.rejects(read(cert, key, nowMs), (error) => {
      assert.ok(error instanceof CertificateRefused, String(error));
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("readGivenFiles() finds what agents have to trust", async () => {
  const pem = (text: string) => certificatesIn(text)[0].toString();
  assert.equal((await read(leaf.cert, leaf.key)).ca, null, "a public authority's, for all we know");
  const chained = await read(leaf.cert + authority.cert, leaf.key);
  assert.equal(pem(chained.ca!), pem(authority.cert));
  const given = await read(leaf.cert, leaf.key, NOW_MS, authority.cert);
  assert.equal(given.ca, authority.cert);
  const own = await homeMade(["mesh.example.net"]);
  assert.equal(pem((await read(own.cert, own.key)).ca!), pem(own.cert));
});
