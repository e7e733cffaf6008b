import { type AccessLogLine } from "./access_log.ts";
import { readRfc3339 } from "./clock_text.ts";
import { canonicalAddress } from "./ip_text.ts";
import { asAmount, asStatus, asText, type JsonObject } from "./json_object.ts";

const MAX_PATH = 2048;
const MAX_USER_AGENT = 512;
const MAX_NAME = 255;

/**
 * Reads an entry of Traefik's access log with `format: json`: flat fields, `Duration` in
 * nanoseconds. Null when it is something else.
 */
export function readTraefikLog(line: JsonObject, receivedAtMs: number): AccessLogLine | null {
  const status = asStatus(line.DownstreamStatus);
  const method = asText(line.RequestMethod, MAX_NAME);
  if (status === null || method === null) return null;
  const client = asText(line.ClientHost, MAX_NAME);
  const startedAt = asText(line.StartUTC, 64) ?? asText(line.time, 64);
  const nanoseconds = asAmount(line.Duration);
  return {
    src: client === null ? null : canonicalAddress(client),
    atMs: (startedAt === null ? null : readRfc3339(startedAt, 0)?.atMs) ?? receivedAtMs,
    http: {
      method,
      path: asText(line.RequestPath, MAX_PATH),
      status,
      bytes: asAmount(line.DownstreamContentSize),
      durationMs: nanoseconds === null ? null : Math.round(nanoseconds / 1000) / 1000,
      userAgent: asText(line["request_User-Agent"], MAX_USER_AGENT),
      site: asText(line.RequestHost, MAX_NAME),
    },
  };
}
