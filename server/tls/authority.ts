import * as x509 from "@peculiar/x509";
import { isIP } from "node:net";

/** A certificate and its private key, both PEM (RFC 7468); the key is PKCS #8. */
export interface KeyedCertificate {
  cert: string;
  key: string;
}

const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY_MS = 86_400_000;
/** Agents carry the authority's certificate in their state, so it outlives every machine. */
const AUTHORITY_DAYS = 20 * 365;
/** Browsers refuse what is valid for longer than 398 days. */
const LEAF_DAYS = 397;
/** Clocks of agents may be behind ours by so much. */
const BACKDATE_MS = DAY_MS;

const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
}

async function toPem(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY") +
    "\n";
}

/** 16 random bytes in hex, positive and not zero (RFC 5280, 4.1.2.2). */
function newSerial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = bytes[0] & 0x7f | 0x40;
  return bytes.toHex();
}

/** A small certificate authority for one server; it signs that server's own certificates only. */
export async function makeAuthority(nowMs: number): Promise<KeyedCertificate> {
  const keys = await newKeys();
  const serialNumber = newSerial();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber,
    // A name of its own: two servers' authorities must not be taken for one another.
    name: [{ CN: [`Meshping authority ${serialNumber.slice(0, 8)}`] }],
    keys,
    signingAlgorithm: ECDSA,
    notBefore: new Date(nowMs - BACKDATE_MS),
    notAfter: new Date(nowMs + AUTHORITY_DAYS * DAY_MS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { cert: certificate.toString("pem") + "\n", key: await toPem(keys.privateKey) };
}

/**
 * A server's certificate, signed by `authority`.
 * @param names host names and addresses it is good for; the first is its common name
 */
export async function makeLeaf(
  authority: KeyedCertificate,
  names: readonly string[],
  nowMs: number,
): Promise<KeyedCertificate> {
  const issuer = new x509.X509Certificate(authority.cert);
  const signingKey = await crypto.subtle.importKey(
    "pkcs8",
    x509.PemConverter.decode(authority.key)[0],
    ECDSA,
    false,
    ["sign"],
  );
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(),
    // RFC 5280, upper bound of a common name.
    subject: [{ CN: [names[0].slice(0, 64)] }],
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ECDSA,
    notBefore: new Date(nowMs - BACKDATE_MS),
    notAfter: new Date(nowMs + LEAF_DAYS * DAY_MS),
    extensions: [
      // With CA:TRUE, rustls and with it every agent would refuse it as a server's own.
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([SERVER_AUTH]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? "ip" as const : "dns" as const, value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return { cert: certificate.toString("pem") + "\n", key: await toPem(keys.privateKey) };
}
