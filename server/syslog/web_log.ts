import { type AccessLogLine, readAccessLog } from "./access_log.ts";
import { readCaddyLog } from "./caddy_log.ts";
import type { WallClock } from "@/shared/zone_clock.ts";
import { readHaproxyLog } from "./haproxy_log.ts";
import { readIisLog } from "./iis_log.ts";
import { readJsonObject } from "./json_object.ts";
import { readTraefikLog } from "./traefik_log.ts";

/**
 * Reads a line of any access log that is known; null when it is of none.
 *
 * @param fields Of the W3C extended format, when the sender named its fields.
 */
export function readWebLog(
  message: string,
  receivedAtMs: number,
  wallClock: WallClock,
  fields: readonly string[] | null = null,
): AccessLogLine | null {
  if (message[0] === "{") {
    const line = readJsonObject(message);
    if (line === null) return null;
    return readCaddyLog(line, receivedAtMs) ?? readTraefikLog(line, receivedAtMs);
  }
  if (!message.includes('"')) return readIisLog(message, receivedAtMs, fields);
  return readAccessLog(message) ?? readHaproxyLog(message, wallClock) ??
    readIisLog(message, receivedAtMs, fields);
}
