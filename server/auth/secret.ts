import { toBase64url } from "@/shared/wire/base64url.ts";

/** 256 random bits as one word. */
export function newSecret(prefix = ""): string {
  return prefix + toBase64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** SHA-256 in hex: how a secret is stored. It has 256 bits, so no slow hash is needed. */
export async function hashSecret(secret: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return new Uint8Array(bytes).toHex();
}
