import type { Log } from "./log.ts";
import type { ServerCertificate } from "./tls/self_made.ts";

export interface ReloadOptions {
  /** The certificate in use. */
  first: ServerCertificate;
  /** Reads it again; makes a new one where it is our own and ends soon. */
  read(): Promise<ServerCertificate | null>;
  use(certificate: ServerCertificate): Promise<void>;
  log: Log;
}

/**
 * Looks whether the certificate has changed and takes the new one; to be called now and then. Files
 * that cannot be used are told once, and the old certificate stays.
 */
export function certificateReload({ first, read, use, log }: ReloadOptions): () => Promise<void> {
  let current = first, told = "";
  return async () => {
    let next: ServerCertificate | null;
    try {
      next = await read();
    } catch (error) {
      const { message } = error as Error;
      if (message !== told) log("warning", `the certificate in use stays: ${message}`);
      told = message;
      return;
    }
    told = "";
    if (!next || (next.cert === current.cert && next.key === current.key)) return;
    await use(next);
    current = next;
    log("info", "a new certificate is in use");
  };
}
