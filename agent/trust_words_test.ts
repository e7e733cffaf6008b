import assert from "node:assert/strict";
import { trustWords } from "./trust_words.ts";

const PREFIX = "NetworkError: failed to connect to WebSocket: invalid peer certificate: ";
const cases: [reason: string, words: RegExp][] = [
  [
    "certificate expired: verification time 1795225557 (UNIX), but certificate is not valid " +
    "after 1760406356 (34819201 seconds ago)",
    /^the server's certificate expired on 2025-10-14: renew/,
  ],
  [
    "certificate not valid yet: verification time 1795225557 (UNIX), but certificate is not " +
    "valid before 1802915156 (7689599 seconds in future)",
    /^the server's certificate is not valid before 2027-02-18: is this machine's clock right/,
  ],
  [
    'certificate not valid for name "127.0.0.1"; certificate is only valid for DnsName("x")',
    /does not name 127\.0\.0\.1/,
  ],
  ["UnknownIssuer", /enrol it with a new token/],
  ["BadEncoding", /^NetworkError.*BadEncoding$/],
];
for (const [reason, words] of cases) {
  Deno.test(`trustWords() explains ${reason.slice(0, 40)}`, () => {
    assert.match(trustWords(PREFIX + reason), words);
  });
}
