import assert from "node:assert/strict";
import fc from "fast-check";
import { internetChecksum } from "@/agent/icmp/checksum.ts";

Deno.test("internetChecksum() gives the known sums", () => {
  const table: [number[], number][] = [
    [[], 0xffff],
    [[0x00], 0xffff],
    [[0x01], 0xfeff],
    // The example of RFC 1071 section 3: the sum is ddf2.
    [[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7], ~0xddf2 & 0xffff],
    // Carries that make another carry.
    [[0xff, 0xff, 0xff, 0xff, 0x00, 0x01], 0xfffe],
  ];
  for (const [bytes, sum] of table) assert.equal(internetChecksum(Uint8Array.from(bytes)), sum);
});

Deno.test("internetChecksum() is 0 when the bytes contain their own sum", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 2, maxLength: 1500 }), (bytes) => {
    bytes[0] = bytes[1] = 0;
    const sum = internetChecksum(bytes);
    bytes[0] = sum >> 8;
    bytes[1] = sum & 255;
    assert.equal(internetChecksum(bytes), 0);
  }));
});
