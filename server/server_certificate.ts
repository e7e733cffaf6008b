import type { Config } from "./config.ts";
import { readGivenFiles } from "./tls/given_files.ts";
import { ownNames } from "./tls/own_names.ts";
import { openSelfMade, type ServerCertificate } from "./tls/self_made.ts";

export interface CertificateDeps {
  config: Pick<Config, "tls" | "host" | "dataDir" | "publicUrl">;
  now: () => number;
  hostname: () => string;
  /** Addresses of this machine. */
  addresses: () => string[];
}

/**
 * The certificate the server shows now: from the files that were given, or of its own making.
 * `null` for plain HTTP.
 * @throws {CertificateRefused} when there is none that could be used
 */
export async function serverCertificate(
  { config, now, hostname, addresses }: CertificateDeps,
): Promise<ServerCertificate | null> {
  const { tls, host, dataDir, publicUrl } = config;
  if (tls === null) return null;
  if (tls !== "self-made") return await readGivenFiles(tls, now());
  const publicHost = publicUrl === null ? null : new URL(publicUrl).hostname;
  const names = ownNames({ host, hostname: hostname(), addresses: addresses(), publicHost });
  return await openSelfMade(dataDir, names, now());
}

/** Addresses of this machine's interfaces, loopback left out, IPv4 first. */
export function machineAddresses(): string[] {
  return Deno.networkInterfaces()
    .filter(({ address }) => !address.startsWith("127.") && address !== "::1")
    .filter(({ address }) => !address.startsWith("fe80:"))
    .sort((a, b) => a.family.localeCompare(b.family))
    .map(({ address }) => address);
}
