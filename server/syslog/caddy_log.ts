import { type AccessLogLine } from "./access_log.ts";
import { readRfc3339 } from "./clock_text.ts";
import { canonicalAddress } from "./ip_text.ts";
import { asAmount, asObject, asStatus, asText, type JsonObject } from "./json_object.ts";

const MAX_PATH = 2048;
const MAX_USER_AGENT = 512;
const MAX_NAME = 255;

/**
 * Reads an entry of Caddy's access log (Caddy 2, JSON encoder): the request is an object of its
 * own, `ts` seconds since 1970 or RFC 3339, `duration` seconds. Null when it is something else.
 */
export function readCaddyLog(line: JsonObject, receivedAtMs: number): AccessLogLine | null {
  const request = asObject(line.request);
  const status = asStatus(line.status);
  if (request === null || status === null) return null;
  const address = asText(request.client_ip, MAX_NAME) ?? asText(request.remote_ip, MAX_NAME);
  const agents = asObject(request.headers)?.["User-Agent"];
  const seconds = asAmount(line.duration);
  return {
    src: address === null ? null : canonicalAddress(address),
    atMs: readTs(line.ts) ?? receivedAtMs,
    http: {
      method: asText(request.method, MAX_NAME),
      path: asText(request.uri, MAX_PATH),
      status,
      bytes: asAmount(line.size),
      durationMs: seconds === null ? null : Math.round(seconds * 1e6) / 1000,
      userAgent: Array.isArray(agents) ? asText(agents[0], MAX_USER_AGENT) : null,
      site: asText(request.host, MAX_NAME)?.replace(/:\d{1,5}$/, "") ?? null,
    },
  };
}

function readTs(ts: unknown): number | null {
  if (typeof ts === "string") return readRfc3339(ts, 0)?.atMs ?? null;
  const seconds = asAmount(ts);
  return seconds === null ? null : Math.floor(seconds * 1000);
}
