import { z } from "zod";
import { fromBase64url, toBase64url } from "./base64url.ts";

const PREFIX = "mp1_";
const MAX_TOKEN_LENGTH = 16 * 1024;

const contents = z.strictObject({
  /** Address of the server, such as `https://mesh.example.net:5000`. */
  url: z.url({ protocol: /^https?$/ }),
  id: z.string().min(1).max(64),
  /** 32 bytes, base64url. */
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** PEM of the certificate, or of its CA, that the agent must trust; absent for a public one. */
  ca: z.string().max(10_000).optional(),
  /** The agent has to make a new key, even when it has one. */
  newKey: z.literal(true).optional(),
});

/** What an agent needs to call its server for the first time. */
export type EnrolmentToken = z.infer<typeof contents>;

/** One word to paste: `mp1_` and base64url of JSON. It holds a secret. */
export function encodeToken(token: EnrolmentToken): string {
  return PREFIX + toBase64url(new TextEncoder().encode(JSON.stringify(token)));
}

/** @throws {RangeError} in words for the person who pasted it */
export function decodeToken(text: string): EnrolmentToken {
  const word = text.trim();
  if (!word.startsWith(PREFIX)) {
    throw new RangeError(`an enrolment token begins with ${PREFIX}: copy the whole word`);
  }
  if (word.length > MAX_TOKEN_LENGTH) {
    throw new RangeError("this is too long for an enrolment token");
  }
  try {
    const json = new TextDecoder("utf-8", { fatal: true }).decode(
      fromBase64url(word.slice(PREFIX.length)),
    );
    return contents.parse(JSON.parse(json));
  } catch {
    throw new RangeError("the enrolment token is damaged: copy the whole word again");
  }
}
