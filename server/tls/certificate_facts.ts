import { X509Certificate } from "node:crypto";

/** What a person wants to know of a certificate. Times are Unix milliseconds. */
export interface CertificateFacts {
  subject: string;
  issuer: string;
  /** Host names and addresses it is good for (RFC 5280, 4.2.1.6). */
  names: string[];
  notBeforeMs: number;
  notAfterMs: number;
  /** CA:TRUE (RFC 5280, 4.2.1.9). */
  isAuthority: boolean;
  /** Signed by its own key. */
  selfSigned: boolean;
  /** SHA-256 of the certificate, hex in pairs, as browsers show it. */
  fingerprint: string;
}

const oneLine = (name: string) => name.replaceAll("\n", ", ");

/** The certificates of a PEM text, first to last. @throws {Error} for bytes that are none */
export function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

export function factsOf(certificate: X509Certificate): CertificateFacts {
  return {
    subject: oneLine(certificate.subject ?? ""),
    issuer: oneLine(certificate.issuer ?? ""),
    names: namesOf(certificate.subjectAltName),
    notBeforeMs: Date.parse(certificate.validFrom),
    notAfterMs: Date.parse(certificate.validTo),
    isAuthority: certificate.ca,
    selfSigned: certificate.subject === certificate.issuer &&
      certificate.verify(certificate.publicKey),
    fingerprint: certificate.fingerprint256,
  };
}

/** `DNS:a, IP Address:192.0.2.1` as Node writes it. */
function namesOf(text: string | undefined): string[] {
  return [...(text ?? "").matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name]) => name);
}
