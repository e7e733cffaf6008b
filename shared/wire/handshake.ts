import { fromBase64url, toBase64url } from "./base64url.ts";
import { type Identity, identitySchema } from "./control.ts";

/**
 * The cryptography of the first messages, the same on both ends (WebCrypto).
 *
 * The server sends a fresh nonce. The agent signs `"meshping.v1 hello\0" + nonce + public key` with
 * its Ed25519 key (RFC 8032). On its first call it also seals its identity: AES-256-GCM under
 * HKDF-SHA-256 (RFC 5869) of the token's secret, salted with the nonce, so that a recorded call is
 * of no use with another nonce. The public key is bound to it as additional data.
 */
const SIGN_CONTEXT = new TextEncoder().encode("meshping.v1 hello\0");
const SEAL_INFO = new TextEncoder().encode("meshping.v1 enrolment");

function signedBytes(nonce: string, publicKey: string): Uint8Array<ArrayBuffer> {
  const parts = [SIGN_CONTEXT, fromBase64url(nonce), fromBase64url(publicKey)];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export async function signHello(
  privateKey: CryptoKey,
  nonce: string,
  publicKey: string,
): Promise<string> {
  const bytes = await crypto.subtle.sign("Ed25519", privateKey, signedBytes(nonce, publicKey));
  return toBase64url(new Uint8Array(bytes));
}

/** False for a wrong signature and for bytes that are no key. */
export async function verifyHello(
  publicKey: string,
  nonce: string,
  signature: string,
): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey("raw", fromBase64url(publicKey), "Ed25519", false, [
      "verify",
    ]);
    const signed = signedBytes(nonce, publicKey);
    return await crypto.subtle.verify("Ed25519", key, fromBase64url(signature), signed);
  } catch {
    return false;
  }
}

async function sealKey(secret: string, nonce: string, use: KeyUsage): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", fromBase64url(secret), "HKDF", false, [
    "deriveKey",
  ]);
  const params = { name: "HKDF", hash: "SHA-256", salt: fromBase64url(nonce), info: SEAL_INFO };
  return await crypto.subtle.deriveKey(params, material, { name: "AES-GCM", length: 256 }, false, [
    use,
  ]);
}

export interface SealedIdentity {
  /** 12 bytes, base64url. */
  iv: string;
  /** Cipher text and tag, base64url. */
  sealed: string;
}

/** @param iv 12 bytes that were never used with this secret and nonce: random ones */
export async function sealIdentity(
  secret: string,
  nonce: string,
  publicKey: string,
  identity: Identity,
  iv: Uint8Array<ArrayBuffer>,
): Promise<SealedIdentity> {
  const key = await sealKey(secret, nonce, "encrypt");
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: fromBase64url(publicKey) },
    key,
    new TextEncoder().encode(JSON.stringify(identity)),
  );
  return { iv: toBase64url(iv), sealed: toBase64url(new Uint8Array(sealed)) };
}

/** `null` when it was not sealed under this secret, nonce and public key. */
export async function openIdentity(
  secret: string,
  nonce: string,
  publicKey: string,
  { iv, sealed }: SealedIdentity,
): Promise<Identity | null> {
  try {
    const key = await sealKey(secret, nonce, "decrypt");
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: fromBase64url(iv), additionalData: fromBase64url(publicKey) },
      key,
      fromBase64url(sealed),
    );
    return identitySchema.parse(JSON.parse(new TextDecoder().decode(opened)));
  } catch {
    return null;
  }
}

/** SHA-256 of the public key, first 8 bytes, as people compare it: `9f3c 71aa 04de 5b12`. */
export async function fingerprint(publicKey: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", fromBase64url(publicKey));
  return new Uint8Array(hash, 0, 8).toHex().replace(/(.{4})(?!$)/g, "$1 ");
}
