import { createPrivateKey, type X509Certificate } from "node:crypto";
import { certificatesIn, factsOf } from "./certificate_facts.ts";
import { CertificateRefused } from "./certificate_refused.ts";
import type { ServerCertificate } from "./self_made.ts";

/** The files of `--tls-cert`, `--tls-key` and `--tls-ca`. */
export interface TlsFiles {
  certFile: string;
  keyFile: string;
  /** What agents have to trust; `null`: found in the chain, or the public authorities. */
  caFile: string | null;
}

/** Makes a certificate that works; put in the name and the address people use. */
const GOOD_COMMAND = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes " +
  "-days 365 -subj /CN=mesh.example.net -addext basicConstraints=critical,CA:FALSE " +
  "-addext subjectAltName=DNS:mesh.example.net,IP:192.0.2.10 -keyout key.pem -out cert.pem";
const MAKE_ONE = `Make one that works with: ${GOOD_COMMAND}`;

/**
 * Reads and checks the files that were given.
 * @throws {CertificateRefused} that names the file and what is wrong with it
 */
export async function readGivenFiles(files: TlsFiles, nowMs: number): Promise<ServerCertificate> {
  const cert = await read("tls-cert", files.certFile);
  const key = await read("tls-key", files.keyFile);
  const ca = files.caFile === null ? null : await read("tls-ca", files.caFile);
  const refuse = (flag: string, file: string, why: string): never => {
    throw new CertificateRefused(`--${flag} ${file} ${why}`);
  };
  const chain = parse(cert);
  if (!chain.length) refuse("tls-cert", files.certFile, `is no PEM certificate. ${MAKE_ONE}`);
  const wrong = problemOf(chain[0], nowMs);
  if (wrong) refuse("tls-cert", files.certFile, `${wrong}. ${MAKE_ONE}`);
  if (ca !== null && !parse(ca).length) refuse("tls-ca", files.caFile!, "is no PEM certificate");
  const mismatch = keyProblem(chain[0], key);
  if (mismatch) {
    refuse("tls-key", files.keyFile, `${mismatch} (--tls-cert ${files.certFile}). ${MAKE_ONE}`);
  }
  return { cert, key, ca: ca ?? rootOf(chain) };
}

/** Why a certificate cannot be a server's own, in words after its file's name; or `null`. */
export function problemOf(certificate: X509Certificate, nowMs: number): string | null {
  const { isAuthority, names, notBeforeMs, notAfterMs } = factsOf(certificate);
  const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 16).replace("T", " ");
  if (isAuthority) {
    return "is a certificate authority's (CA:TRUE), which agents refuse as a server's own; " +
      "plain `openssl req -x509` makes that kind";
  }
  if (!names.length) return "names no host (it has no subjectAltName), so nobody can trust it";
  if (nowMs > notAfterMs) return `expired on ${day(notAfterMs)} UTC`;
  if (nowMs < notBeforeMs) return `is not valid before ${day(notBeforeMs)} UTC`;
  return null;
}

function keyProblem(certificate: X509Certificate, pem: string): string | null {
  try {
    return certificate.checkPrivateKey(createPrivateKey(pem))
      ? null
      : "is not the key of that certificate";
  } catch {
    return "is no unencrypted PEM private key";
  }
}

/** A root in the file itself is no public one: agents get it with their token. */
function rootOf(chain: readonly X509Certificate[]): string | null {
  const root = chain.find((certificate) => factsOf(certificate).selfSigned);
  return root ? root.toString() : null;
}

function parse(pem: string): X509Certificate[] {
  try {
    return certificatesIn(pem);
  } catch {
    return [];
  }
}

async function read(flag: string, file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    throw new CertificateRefused(`--${flag} ${file} cannot be read: ${(error as Error).message}`);
  }
}
