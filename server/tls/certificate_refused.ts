/** A certificate or its key cannot be used. The message says which, why, and what to do. */
export class CertificateRefused extends Error {
  override name = "CertificateRefused";
}
