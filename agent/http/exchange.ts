import { type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { VERSION } from "@/shared/version.ts";
import { hostOfUrl } from "@/shared/target_address.ts";
import type { Resolver } from "../resolver.ts";
import { openConnection } from "./connection.ts";
import { failureOf, HttpFailure } from "./http_failure.ts";

/** What was seen of an answer, also when it did not come to its end. */
export interface Exchange {
  /** 0: there was none. */
  status: number;
  /** From the start of the connection to the head of the answer, in microseconds. */
  ttfbUs: number;
  /** Unix time in seconds; 0 without TLS. */
  certificateEndS: number;
  /** Where a redirect leads to; `null` for an answer that is none. */
  location: string | null;
}

export interface ExchangeOptions {
  url: URL;
  resolver: Pick<Resolver, "resolve" | "failed">;
  signal: AbortSignal;
  /** For looking up the name. */
  timeoutMs: number;
  ca: string[];
  maxBodyBytes: number;
}

/**
 * One GET on a connection of its own. `seen` is filled as the answer comes.
 * @returns how long it took in microseconds
 * @throws {HttpFailure} when there is no whole answer
 */
export async function get(options: ExchangeOptions, seen: Exchange): Promise<number> {
  const { url, resolver, signal, timeoutMs } = options;
  const host = hostOfUrl(url);
  const address = await resolver.resolve(host, timeoutMs);
  if (address === null) throw new HttpFailure("unresolved");
  try {
    return await getFrom(address, options, seen);
  } catch (error) {
    if (!(error instanceof HttpFailure) || error.state !== "sendFailed") throw error;
    const other = resolver.failed(host, address);
    if (other === null || signal.aborted) throw error;
    return await getFrom(other, options, seen);
  }
}

async function getFrom(
  address: string,
  { url, signal, ca, maxBodyBytes }: ExchangeOptions,
  seen: Exchange,
): Promise<number> {
  const startedAtMs = performance.now();
  const tookUs = () => Math.round((performance.now() - startedAtMs) * 1000);
  seen.status = 0;
  seen.ttfbUs = 0;
  seen.location = null;
  const socket = await openConnection(address, url, ca, signal, (endS) => {
    seen.certificateEndS = endS;
  });
  try {
    const answer = await head(socket, url, signal);
    seen.status = answer.statusCode ?? 0;
    seen.ttfbUs = tookUs();
    const isRedirect = seen.status >= 300 && seen.status < 400;
    seen.location = isRedirect ? answer.headers.location ?? null : null;
    await body(answer, maxBodyBytes, signal);
    return tookUs();
  } finally {
    socket.destroy();
  }
}

function head(socket: Socket, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request({
      method: "GET",
      host: url.hostname,
      path: url.pathname + url.search,
      headers: {
        host: url.host,
        "user-agent": `meshping/${VERSION}`,
        accept: "*/*",
        connection: "close",
      },
      createConnection: () => socket,
    });
    const abort = () => {
      asked.destroy();
      reject(new HttpFailure("timeout"));
    };
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    asked.on("response", (answer) => {
      signal.removeEventListener("abort", abort);
      resolve(answer);
    });
    asked.on("error", (error) => {
      signal.removeEventListener("abort", abort);
      reject(failureOf(error, signal));
    });
    asked.end();
  });
}

function body(answer: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0;
    const end = (settle: () => void) => {
      signal.removeEventListener("abort", abort);
      settle();
    };
    const fail = (state: HttpFailure["state"]) =>
      end(() => {
        answer.destroy();
        reject(new HttpFailure(state));
      });
    const abort = () => fail("timeout");
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    answer.on("data", (chunk: Uint8Array) => {
      length += chunk.length;
      if (length > maxBytes) fail("bodyTooLong");
    });
    answer.on("end", () => end(answer.complete ? resolve : () => fail("reset")));
    answer.on("error", (error) => end(() => reject(failureOf(error, signal))));
    answer.on("close", () => end(() => reject(new HttpFailure("reset"))));
  });
}
