import { toBase64url } from "@/shared/wire/base64url.ts";

/** So many random bytes as base64url. */
export const randomWord = (bytes: number) =>
  toBase64url(crypto.getRandomValues(new Uint8Array(bytes)));
