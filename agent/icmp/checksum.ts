/**
 * The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of all 16-bit
 * words. 0 over bytes that contain their own right checksum.
 */
export function internetChecksum(bytes: Uint8Array): number {
  return ~foldedSum(addWords(0, bytes, 0, bytes.length)) & 0xffff;
}

/** `sum` and all 16-bit words from `start` to `end`; an odd last byte is the upper half of a word. */
export function addWords(sum: number, bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (; at + 1 < end; at += 2) sum += (bytes[at] << 8) | bytes[at + 1];
  return at < end ? sum + (bytes[at] << 8) : sum;
}

/** The ones' complement sum of 16 bits. A packet has at most 64 KiB, so two folds are enough. */
export function foldedSum(sum: number): number {
  sum = (sum & 0xffff) + (sum >>> 16);
  return (sum & 0xffff) + (sum >>> 16);
}
