const day = (unixSeconds: string) =>
  new Date(Number(unixSeconds) * 1_000).toISOString().slice(0, 10);

/** How rustls, Deno's TLS, names what is wrong with a certificate, and what a person can do. */
const CASES: [pattern: RegExp, words: (...groups: string[]) => string][] = [
  [
    /certificate expired.*not valid after (\d{1,11})/,
    (end) => `the server's certificate expired on ${day(end)}: renew it there, or set this clock`,
  ],
  [
    /not valid yet.*not valid before (\d{1,11})/,
    (begin) =>
      `the server's certificate is not valid before ${day(begin)}: is this machine's clock right?`,
  ],
  [
    /not valid for name "([^"]{1,255})"/,
    (name) => `the server's certificate does not name ${name}: call it by a name in it (--server)`,
  ],
  [
    /UnknownIssuer/,
    () =>
      "the server's certificate is signed by nobody this agent trusts: enrol it with a new token",
  ],
];

/** The reason why there is no connection, in words for a person where it is the certificate. */
export function trustWords(reason: string): string {
  for (const [pattern, words] of CASES) {
    const match = pattern.exec(reason);
    if (match) return words(...match.slice(1));
  }
  return reason;
}
