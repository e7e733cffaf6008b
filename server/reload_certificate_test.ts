import assert from "node:assert/strict";
import { certificateReload } from "./reload_certificate.ts";
import type { ServerCertificate } from "./tls/self_made.ts";

const numbered = (n: number): ServerCertificate => ({ cert: `c${n}`, key: `k${n}`, ca: null });

Deno.test("certificateReload() takes a new certificate once, and keeps the old one for a bad file", async () => {
  const used: string[] = [], told: string[] = [];
  let onDisk: ServerCertificate | Error = numbered(1);
  const look = certificateReload({
    first: numbered(1),
    read: () => onDisk instanceof Error ? Promise.reject(onDisk) : Promise.resolve(onDisk),
    use: (certificate) => Promise.resolve(void used.push(certificate.cert)),
    log: (level, message) => void told.push(`${level}: ${message}`),
  });
  await look();
  assert.deepEqual([used, told], [[], []]);
  onDisk = new Error("--tls-cert c.pem expired");
  await look();
  await look();
  assert.deepEqual(told, ["warning: the certificate in use stays: --tls-cert c.pem expired"]);
  onDisk = numbered(2);
  await look();
  await look();
  assert.deepEqual(used, ["c2"]);
  assert.equal(told.at(-1), "info: a new certificate is in use");
});
