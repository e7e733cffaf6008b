import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { Refusal } from "@/shared/refusal.ts";
import { isCommonPassword } from "./common_passwords.ts";
import { Gate } from "./gate.ts";

/** Shortest and longest password (ASVS 5, 6.2.1 and 6.2.9); common ones are refused. */
export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 128;

// OWASP's minimum for scrypt: N = 2^17, r = 8, p = 1, which takes 128 MiB while it runs.
const COST = { logN: 17, r: 8, p: 1 };
const HASH_BYTES = 32;
/** Hashes at once: with 128 MiB each, a flood of log-ins must not take the machine's memory. */
const gate = new Gate(2, 50);

function derive(password: string, salt: Uint8Array, cost: typeof COST): Promise<Uint8Array> {
  const options = { N: 2 ** cost.logN, r: cost.r, p: cost.p, maxmem: 256 * 1024 * 1024 };
  return gate.run(() =>
    new Promise((resolve, reject) =>
      scrypt(password.normalize("NFC"), salt, HASH_BYTES, options, (error, key) => {
        if (error) reject(error);
        else resolve(new Uint8Array(key));
      })
    )
  );
}

/** What no password fits: checked for a name nobody has, so that it takes as long as any other. */
export function decoyHash(): string {
  const [salt, hash] = [16, HASH_BYTES].map((n) => new Uint8Array(randomBytes(n)));
  return format(COST, salt, hash);
}

function format(cost: typeof COST, salt: Uint8Array, hash: Uint8Array): string {
  return ["scrypt", cost.logN, cost.r, cost.p, salt.toBase64(), hash.toBase64()].join("$");
}

/** `scrypt$17$8$1$salt$hash`: the parameters travel with the hash, so that they can grow. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = new Uint8Array(randomBytes(16));
  const hash = await derive(password, salt, cost);
  return format(cost, salt, hash);
}

/** False for a wrong password and for a hash that is none. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const match = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([^$]+)\$([^$]+)$/.exec(stored);
  if (!match) return false;
  const [logN, r, p] = match.slice(1, 4).map(Number);
  const expected = Uint8Array.fromBase64(match[5]);
  const found = await derive(password, Uint8Array.fromBase64(match[4]), { logN, r, p });
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** Why a password cannot be taken, in words for the person, or `null`. */
export function passwordProblem(password: string): string | null {
  const length = [...password].length;
  if (length < MIN_PASSWORD_LENGTH) {
    return `a password has at least ${MIN_PASSWORD_LENGTH} characters`;
  }
  if (length > MAX_PASSWORD_LENGTH) {
    return `a password has at most ${MAX_PASSWORD_LENGTH} characters`;
  }
  if (isCommonPassword(password)) {
    return "this password is one of those that everybody tries first: take another";
  }
  return null;
}

/** @throws {Refusal} "invalid" for a password that cannot be taken */
export function refuseBadPassword(password: string): void {
  const problem = passwordProblem(password);
  if (problem) throw new Refusal("invalid", problem, [{ field: "password", message: problem }]);
}
