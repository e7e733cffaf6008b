import { createPrivateKey } from "node:crypto";
import { join } from "node:path";
import type { KeyedCertificate } from "./authority.ts";
import { certificatesIn, factsOf } from "./certificate_facts.ts";
import { CertificateRefused } from "./certificate_refused.ts";

/** What the server shows, and what agents have to trust for it. All PEM. */
export interface ServerCertificate extends KeyedCertificate {
  /** `null`: the public authorities do. */
  ca: string | null;
}

/** Loaded when something is to be made: what writes X.509 is a tenth of a server's start. */
const making = () => import("./authority.ts");

/** A certificate is replaced when it has less left than this. */
export const RENEW_BEFORE_MS = 30 * 86_400_000;

const folderOf = (dataDir: string) => join(dataDir, "tls");

/**
 * The server's own certificate, from `DATA/tls`: made at first, made again by the same authority
 * before it expires, when a name is missing in it, or when `renew` says so. Agents trust the
 * authority, so they do not notice.
 * @throws {CertificateRefused} for files that are damaged or cannot be written
 */
export async function openSelfMade(
  dataDir: string,
  names: readonly string[],
  nowMs: number,
  renew = false,
): Promise<ServerCertificate & { renewed: boolean }> {
  const dir = folderOf(dataDir);
  try {
    await Deno.mkdir(dir, { recursive: true, mode: 0o700 });
    let authority = await readPair(dir, "ca");
    if (!authority) {
      authority = await (await making()).makeAuthority(nowMs);
      await writePair(dir, "ca", authority);
    }
    const found = await readPair(dir, "server");
    if (found && !renew && isGood(found, authority, names, nowMs)) {
      return { ...found, ca: authority.cert, renewed: false };
    }
    const leaf = await (await making()).makeLeaf(authority, names, nowMs);
    await writePair(dir, "server", leaf);
    return { ...leaf, ca: authority.cert, renewed: true };
  } catch (error) {
    const reason = (error as Error).message;
    throw new CertificateRefused(
      `the certificate in ${dir} cannot be used: ${reason}. ` +
        "Without that folder the server makes a new one, and every agent needs a new token.",
    );
  }
}

/** The authority and the certificate in a data folder, without making any; `null` when none is. */
export async function readSelfMade(dataDir: string): Promise<ServerCertificate | null> {
  const dir = folderOf(dataDir);
  const authority = await readPair(dir, "ca"), leaf = await readPair(dir, "server");
  return authority && leaf ? { ...leaf, ca: authority.cert } : null;
}

function isGood(
  leaf: KeyedCertificate,
  authority: KeyedCertificate,
  names: readonly string[],
  nowMs: number,
): boolean {
  const [certificate] = certificatesIn(leaf.cert), [issuer] = certificatesIn(authority.cert);
  if (!certificate || !issuer || !certificate.verify(issuer.publicKey)) return false;
  const facts = factsOf(certificate);
  if (!certificate.checkPrivateKey(createPrivateKey(leaf.key))) return false;
  return facts.notAfterMs - nowMs > RENEW_BEFORE_MS && facts.notBeforeMs <= nowMs &&
    names.every((name) => facts.names.includes(name));
}

const filesOf = (dir: string, name: string) => ({
  cert: join(dir, `${name}.pem`),
  key: join(dir, `${name}-key.pem`),
});

async function readPair(dir: string, name: string): Promise<KeyedCertificate | null> {
  const files = filesOf(dir, name);
  try {
    return { cert: await Deno.readTextFile(files.cert), key: await Deno.readTextFile(files.key) };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** The key first: a crash between the two leaves a pair that does not fit and is made again. */
async function writePair(dir: string, name: string, pair: KeyedCertificate): Promise<void> {
  const files = filesOf(dir, name);
  for (const part of ["key", "cert"] as const) {
    const temporary = `${files[part]}.new`;
    await Deno.writeTextFile(temporary, pair[part], { mode: 0o600 });
    await Deno.rename(temporary, files[part]);
  }
}
