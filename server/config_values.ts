/**
 * What flags take, read from their text. Each throws a {@linkcode ConfigError} that names the flag,
 * what it takes and what it was given.
 *
 * @module
 */
import { BlockList, isIP } from "node:net";
import type { Config } from "./config.ts";
import { ConfigError } from "./config_error.ts";
import { MIN_AUDIT_RETENTION_MS } from "./domain/audit.ts";

export function address(name: string, text: string): string {
  if (text === "localhost") return "127.0.0.1";
  if (isIP(text)) return text;
  throw new ConfigError(`--${name} takes an IP address of this machine, not ${text}`);
}

export function port(name: string, text: string, more = ""): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new ConfigError(`--${name} takes a number from 0 to 65535${more}, not ${text}`);
}

export function cidrs(name: string, text: string): string[] {
  const parts = text.split(",").map((part) => part.trim()).filter(Boolean);
  for (const part of parts) {
    try {
      addCidr(new BlockList(), part);
    } catch {
      throw new ConfigError(`--${name} takes CIDRs such as 192.0.2.0/24, not ${part}`);
    }
  }
  return parts;
}

export function zones(text: string): Config["syslogZones"] {
  return text.split(",").map((part) => part.trim()).filter(Boolean).map((part) => {
    const [from, zone = ""] = part.split("=");
    try {
      addCidr(new BlockList(), from);
      new Intl.DateTimeFormat("en-US", { timeZone: zone });
      return { from, zone };
    } catch {
      throw new ConfigError(`--syslog-zones takes 192.0.2.0/24=Asia/Tokyo, not ${part}`);
    }
  });
}

/** Adds `192.0.2.0/24` or a single address. @throws when it is neither */
export function addCidr(list: BlockList, cidr: string): void {
  const [net, bits] = cidr.split("/");
  const family = isIP(net);
  if (family === 0) throw new RangeError(`${cidr} is no address`);
  const type = family === 4 ? "ipv4" : "ipv6";
  if (bits === undefined) return list.addAddress(net, type);
  if (!/^\d{1,3}$/.test(bits)) throw new RangeError(`${cidr} has no prefix length`);
  list.addSubnet(net, Number(bits), type);
}

export function count(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text) && Number(text) > 0) return Number(text);
  throw new ConfigError(`--${name} takes a number from 1 to 999999, not ${text}`);
}

export function origin(name: string, text: string | null): string | null {
  if (text === null) return null;
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, "")) {
    return url.origin;
  }
  throw new ConfigError(
    `--${name} takes an origin such as https://mesh.example.net:5000, not ${text}`,
  );
}

export function tlsFiles(
  certFile: string | null,
  keyFile: string | null,
  caFile: string | null,
): Config["tls"] {
  if (certFile !== null && keyFile !== null) return { certFile, keyFile, caFile };
  if (certFile === null && keyFile === null && caFile === null) return null;
  if (caFile !== null && certFile === null) {
    throw new ConfigError("--tls-ca belongs to --tls-cert and --tls-key: give all three");
  }
  throw new ConfigError("--tls-cert and --tls-key belong together: give both");
}

const UNIT_MS: Record<string, number> = { s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

export function duration(name: string, text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  if (match && Number(match[1]) > 0) return Number(match[1]) * UNIT_MS[match[2]];
  throw new ConfigError(`--${name} takes a time such as 90m, 24h or 7d, not ${text}`);
}

/** `null`: for ever. */
export function auditRetention(text: string): number | null {
  if (text === "0") return null;
  const keepMs = duration("audit-retention", text);
  if (keepMs >= MIN_AUDIT_RETENTION_MS) return keepMs;
  throw new ConfigError(
    `--audit-retention takes 0 (for ever) or at least 30d, not ${text}: the database gives back ` +
      "no younger entry",
  );
}

export function oneOf<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new ConfigError(`--${name} takes ${choices.join(" or ")}, not ${text}`);
}
