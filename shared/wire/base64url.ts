/** RFC 4648 section 5, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** @throws {SyntaxError} for anything but base64url without padding */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (text.includes("=")) throw new SyntaxError("base64url here has no padding");
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}
