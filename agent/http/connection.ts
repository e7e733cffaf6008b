import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, rootCertificates, type TLSSocket } from "node:tls";
import { hostOfUrl } from "@/shared/target_address.ts";
import { failureOf, HttpFailure } from "./http_failure.ts";

/**
 * A connection to a URL's server, with TLS for `https`. Nothing is sent over one whose certificate
 * is not to be trusted, but when that ends is still told.
 * @param ca authorities to trust beside the usual ones, PEM
 * @param onCertificate gets the end of the certificate, Unix time in seconds
 * @throws {HttpFailure}
 */
export function openConnection(
  address: string,
  url: URL,
  ca: readonly string[],
  signal: AbortSignal,
  onCertificate: (endS: number) => void,
): Promise<Socket> {
  const host = hostOfUrl(url);
  const isTls = url.protocol === "https:";
  const port = Number(url.port || (isTls ? 443 : 80));
  return new Promise((resolve, reject) => {
    // Whether the certificate is good is asked below, where its end is known too.
    const socket: Socket = isTls
      ? connectTls({
        host: address,
        port,
        servername: isIP(host) ? undefined : host,
        ca: ca.length ? [...rootCertificates, ...ca] : undefined,
        rejectUnauthorized: false,
        ALPNProtocols: ["http/1.1"],
      })
      : connectTcp({ host: address, port });
    let isConnected = false;
    const settle = (failure: HttpFailure | null) => {
      signal.removeEventListener("abort", abort);
      if (!failure) return resolve(socket);
      socket.destroy();
      reject(failure);
    };
    const abort = () => settle(new HttpFailure("timeout"));
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    socket.on("connect", () => {
      isConnected = true;
      if (!isTls) settle(null);
    });
    socket.on("secureConnect", () => {
      const tls = socket as TLSSocket;
      const endMs = Date.parse(tls.getPeerCertificate().valid_to);
      if (!Number.isNaN(endMs)) onCertificate(Math.max(0, Math.round(endMs / 1000)));
      settle(tls.authorized ? null : new HttpFailure("badTls"));
    });
    // The listener stays: a socket without one would end the process with a later error.
    socket.on("error", (error) => {
      // Once TCP stands, whatever ends the handshake is a fault of TLS.
      settle(isTls && isConnected ? tlsFailure(signal) : failureOf(error, signal));
    });
    socket.on(
      "close",
      () => settle(isTls && isConnected ? tlsFailure(signal) : new HttpFailure("reset")),
    );
  });
}

const tlsFailure = (signal: AbortSignal) => new HttpFailure(signal.aborted ? "timeout" : "badTls");
