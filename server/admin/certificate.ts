import { certificatesIn, factsOf } from "../tls/certificate_facts.ts";
import { openSelfMade, readSelfMade, type ServerCertificate } from "../tls/self_made.ts";
import { CommandError } from "./command_error.ts";

type Print = (line: string) => void;

/** Prints what the server's own certificate says, one fact a line. */
export async function showCertificate(dataDir: string, print: Print): Promise<void> {
  printFacts(await found(dataDir), print);
}

/** Makes the certificate again, for the same names and under the same authority. */
export async function renewCertificate(
  dataDir: string,
  nowMs: number,
  print: Print,
): Promise<void> {
  const { names } = factsOf(certificatesIn((await found(dataDir)).cert)[0]);
  printFacts(await openSelfMade(dataDir, names, nowMs, true), print);
}

async function found(dataDir: string): Promise<ServerCertificate> {
  const certificate = await readSelfMade(dataDir);
  if (certificate) return certificate;
  throw new CommandError(
    `there is no certificate in ${dataDir}: the server makes one when it first listens off this ` +
      "machine without --tls-cert",
  );
}

function printFacts({ cert, ca }: ServerCertificate, print: Print): void {
  const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
  const leaf = factsOf(certificatesIn(cert)[0]);
  print(`names\t${leaf.names.join(" ")}`);
  print(`valid\t${day(leaf.notBeforeMs)} to ${day(leaf.notAfterMs)}`);
  print(`sha256\t${leaf.fingerprint}`);
  const [authority] = certificatesIn(ca ?? "");
  if (!authority) return;
  const { subject, notAfterMs, fingerprint } = factsOf(authority);
  print(`signed by\t${subject}, until ${day(notAfterMs)}`);
  print(`its sha256\t${fingerprint}`);
}
