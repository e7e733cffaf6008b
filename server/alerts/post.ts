import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { resolveChecked } from "./public_address.ts";

export interface PostRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface PostOptions {
  allowPrivate: boolean;
  signal: AbortSignal;
}

/**
 * Sends one POST. Redirects are not followed, since they could lead where a channel may not go, and
 * of the answer only the status is read.
 * @throws {Error} that says what went wrong, without the path: it may be a secret
 */
export async function post(
  { url, headers, body }: PostRequest,
  { allowPrivate, signal }: PostOptions,
): Promise<void> {
  const target = new URL(url);
  const { address, family } = await resolveChecked(target.hostname, allowPrivate);
  const request = target.protocol === "https:" ? requestHttps : requestHttp;
  const bytes = new TextEncoder().encode(body);
  const status = await new Promise<number>((resolve, reject) => {
    const sent = request(target, {
      method: "POST",
      agent: false,
      signal,
      headers: { ...headers, "content-length": String(bytes.length), connection: "close" },
      lookup: (_host, options, done) => {
        if (options.all) done(null, [{ address, family }]);
        else done(null, address, family);
      },
    }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sent.on("error", (error) => reject(new Error(`${target.host}: ${error.message}`)));
    sent.end(bytes);
  });
  if (status < 200 || status > 299) throw new Error(`${target.host} answered with ${status}`);
}
