import { Secret, TOTP } from "otpauth";
import type { CredentialStore, User } from "../domain/people.ts";
import { hashSecret } from "./secret.ts";

/** A code is good for its 30 s and for the 30 s on both sides: clocks differ. */
const PERIOD_S = 30;
const WINDOW = 1;
/** 160 bits, as RFC 4226 section 4 recommends. */
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** 24 characters of 5 bits: 120 bits, so that a fast hash is enough to keep them. */
const RECOVERY_LENGTH = 24;

const totp = (secret: string, label = "") =>
  new TOTP({ issuer: "Meshping", label, period: PERIOD_S, secret: Secret.fromBase32(secret) });

/** What an authenticator reads: `otpauth://totp/…`. */
export const authenticatorUri = (secret: string, name: string) => totp(secret, name).toString();

export const newTotpSecret = () => new Secret({ size: SECRET_BYTES }).base32;

/** The time step whose code this is, or `null`. Steps count 30 s from the epoch. */
export function stepOfCode(secret: string, code: string, nowMs: number): number | null {
  const digits = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return null;
  const delta = totp(secret).validate({ token: digits, timestamp: nowMs, window: WINDOW });
  return delta === null ? null : Math.floor(nowMs / 1000 / PERIOD_S) + delta;
}

/** Ten words of 120 random bits, grouped for people. */
export function newRecoveryCodes(): string[] {
  return Array.from(
    { length: RECOVERY_CODES },
    () =>
      new Secret({ size: RECOVERY_LENGTH * 5 / 8 }).base32.match(/.{6}/g)!.join("-").toLowerCase(),
  );
}

/** How a recovery code is stored, however it was typed. */
export const recoveryHash = (code: string) =>
  hashSecret(code.toLowerCase().replace(/[^a-z2-7]/g, ""));

/**
 * Takes a code of the person's authenticator or a recovery code; each is taken once.
 * @returns which of the two it was, or `null` when it is neither, or was used before
 */
export async function takeCode(
  store: CredentialStore,
  user: User,
  code: string,
  nowMs: number,
): Promise<"totp" | "recovery" | null> {
  if (user.totpSecret === null || code.length > 100) return null;
  const step = stepOfCode(user.totpSecret, code, nowMs);
  if (step !== null) return await store.useStep(user.id, step) ? "totp" : null;
  return await store.useRecoveryCode(user.id, await recoveryHash(code)) ? "recovery" : null;
}
