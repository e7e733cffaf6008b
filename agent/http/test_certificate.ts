/** A certificate with its key, made for one test. */
export interface TestCertificate {
  /** PEM. */
  cert: string;
  /** PEM. */
  key: string;
}

/**
 * A self-signed certificate for the address 127.0.0.1, made by openssl.
 * @param days how long it is good from now; it may be past when negative
 */
export async function testCertificate(days: number): Promise<TestCertificate> {
  const folder = await Deno.makeTempDir();
  try {
    const { success, stderr } = await new Deno.Command("openssl", {
      args: [
        ...["req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
        ...["-keyout", "key.pem", "-out", "cert.pem", "-days", `${days}`, "-subj", "/CN=test"],
        ...["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=CA:FALSE"],
      ],
      cwd: folder,
    }).output();
    if (!success) throw new Error(`openssl failed: ${new TextDecoder().decode(stderr)}`);
    const read = (name: string) => Deno.readTextFile(`${folder}/${name}`);
    return { cert: await read("cert.pem"), key: await read("key.pem") };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
