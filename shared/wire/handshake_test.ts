import assert from "node:assert/strict";
import { toBase64url } from "./base64url.ts";
import { fingerprint, openIdentity, sealIdentity, signHello, verifyHello } from "./handshake.ts";

const word = (fill: number, length = 32) => toBase64url(new Uint8Array(length).fill(fill));
const nonce = word(1);
const secret = word(2);
const identity = { hostname: "host", version: "0.1.0", address: "192.0.2.1" };

async function newKey() {
  const pair = await crypto.subtle.generateKey("Ed25519", true, [
    "sign",
    "verify",
  ]) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { privateKey: pair.privateKey, publicKey: toBase64url(raw) };
}

Deno.test("verifyHello() accepts its own nonce and key only", async () => {
  const mine = await newKey();
  const other = await newKey();
  const signature = await signHello(mine.privateKey, nonce, mine.publicKey);
  assert.equal(await verifyHello(mine.publicKey, nonce, signature), true);
  assert.equal(await verifyHello(mine.publicKey, word(9), signature), false, "another nonce");
  assert.equal(await verifyHello(other.publicKey, nonce, signature), false, "another key");
  assert.equal(await verifyHello(word(0, 5), nonce, signature), false, "no key");
  assert.equal(await verifyHello(mine.publicKey, nonce, word(0, 64)), false, "no signature");
});

Deno.test("openIdentity() opens what was sealed for it and nothing else", async () => {
  const key = word(3);
  const sealed = await sealIdentity(secret, nonce, key, identity, new Uint8Array(12));
  assert.deepEqual(await openIdentity(secret, nonce, key, sealed), identity);
  assert.equal(await openIdentity(word(8), nonce, key, sealed), null, "another secret");
  assert.equal(await openIdentity(secret, word(8), key, sealed), null, "another nonce: a replay");
  assert.equal(await openIdentity(secret, nonce, word(8), sealed), null, "a swapped key");
  assert.equal(await openIdentity(secret, nonce, key, { ...sealed, sealed: "AAAA" }), null, "cut");
  assert.equal(await openIdentity(secret, nonce, key, { ...sealed, iv: "!" }), null, "no base64");
});

Deno.test("fingerprint() is short and in groups", async () => {
  assert.equal(await fingerprint(word(0)), "6668 7aad f862 bd77");
});
