import { join } from "node:path";
import { z } from "zod";
import { fromBase64url, toBase64url } from "@/shared/wire/base64url.ts";
import type { EnrolmentToken } from "@/shared/wire/enrolment_token.ts";

/** What an agent keeps on its disk: its key, its server, and the token until it was let in. */
export interface AgentState {
  /** Raw Ed25519 public key, base64url. It is the agent's identity. */
  publicKey: string;
  privateKey: CryptoKey;
  serverUrl: string;
  /** PEM to trust for that URL; `null` for the public authorities. */
  ca: string | null;
  /** Until the server knows the key. */
  enrolment: { id: string; secret: string } | null;
}

/** The folder cannot be used; the message says why and what to do. */
export class StateRefused extends Error {
  override name = "StateRefused";
}

const stored = z.strictObject({
  version: z.literal(1),
  /** PKCS #8, base64url. */
  privateKey: z.string(),
  publicKey: z.string(),
  serverUrl: z.string(),
  ca: z.string().nullable(),
  enrolment: z.strictObject({ id: z.string(), secret: z.string() }).nullable(),
});

const fileOf = (dir: string) => join(dir, "agent.json");

/** `null` when the folder holds no agent yet. */
export async function loadState(dir: string): Promise<AgentState | null> {
  let text: string;
  try {
    text = await Deno.readTextFile(fileOf(dir));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw new StateRefused(`cannot read ${fileOf(dir)}: ${(error as Error).message}`);
  }
  try {
    const { privateKey, version: _, ...rest } = stored.parse(JSON.parse(text));
    const key = await crypto.subtle.importKey("pkcs8", fromBase64url(privateKey), "Ed25519", true, [
      "sign",
    ]);
    return { ...rest, privateKey: key };
  } catch {
    throw new StateRefused(
      `${fileOf(dir)} is damaged: remove it and enrol this agent again with a new token`,
    );
  }
}

/** A new key for the server that a token names. */
export async function newState(token: EnrolmentToken): Promise<AgentState> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, [
    "sign",
    "verify",
  ]) as CryptoKeyPair;
  const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
  return {
    publicKey: toBase64url(new Uint8Array(raw)),
    privateKey: pair.privateKey,
    serverUrl: token.url,
    ca: token.ca ?? null,
    enrolment: { id: token.id, secret: token.secret },
  };
}

/** Writes the file whole or not at all; only its owner can read it. */
export async function saveState(dir: string, state: AgentState): Promise<void> {
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", state.privateKey);
  const text = JSON.stringify(
    {
      version: 1,
      ...state,
      privateKey: toBase64url(new Uint8Array(pkcs8)),
    } satisfies z.input<typeof stored>,
  );
  const temporary = fileOf(dir) + ".new";
  try {
    await Deno.mkdir(dir, { recursive: true, mode: 0o700 });
    await Deno.writeTextFile(temporary, text, { mode: 0o600 });
    await Deno.rename(temporary, fileOf(dir));
  } catch (error) {
    throw new StateRefused(
      `cannot write ${fileOf(dir)}: ${(error as Error).message}. Give a folder with --state.`,
    );
  }
}
