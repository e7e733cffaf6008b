import { parseArgs } from "node:util";
import { isLoopback } from "@/shared/address.ts";
import type { OidcSettings } from "./auth/oidc.ts";
import type { SessionLimits } from "./auth/sessions.ts";
import { ConfigError } from "./config_error.ts";
import {
  address,
  auditRetention,
  cidrs,
  count,
  duration,
  oneOf,
  origin,
  port,
  tlsFiles,
  zones,
} from "./config_values.ts";
import { oidcSettings } from "./oidc_config.ts";

/** What the server was asked to do. Durations in milliseconds. */
export interface Config {
  host: string;
  port: number;
  dataDir: string;
  /** PEM files, a certificate of our own making, or `null` for plain HTTP. */
  tls: { certFile: string; keyFile: string; caFile: string | null } | "self-made" | null;
  insecureHttp: boolean;
  /** Origin under which people and agents reach us, or `null` when it is the one they used. */
  publicUrl: string | null;
  /** Agents may speak plain JSON, too. */
  jsonAgents: boolean;
  /** Connections of agents from one address. */
  agentsPerAddress: number;
  /** Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  trustProxy: string[];
  syslogHost: string;
  /** `null`: no syslog. */
  syslogPort: number | null;
  /** RFC 5425; `null`: no TLS. */
  syslogTlsPort: number | null;
  /** CIDRs that may send syslog; empty: any. */
  syslogAllow: string[];
  /** Time zones of senders whose time stamps have none. */
  syslogZones: { from: string; zone: string }[];
  geoipCity: string | null;
  geoipAsn: string | null;
  localAgent: boolean;
  /** Ask the DNS for the names of addresses that people look at. */
  reverseDns: boolean;
  retentionMs: number;
  /** How long roll-ups of results and counts of traffic are kept. */
  rollupRetentionMs: number;
  /** How long the audit log is kept; `null`: for ever. */
  auditRetentionMs: number | null;
  sessions: SessionLimits;
  /** Log-in through an identity provider, or `null`. */
  oidc: OidcSettings | null;
  /** Text at the top of every page, such as what this server is for. */
  banner: string | null;
  logFormat: "text" | "json";
  checkOnly: boolean;
}

export { ConfigError };

const OPTIONS = {
  host: { type: "string" },
  port: { type: "string" },
  data: { type: "string" },
  "tls-cert": { type: "string" },
  "tls-key": { type: "string" },
  "tls-ca": { type: "string" },
  "public-url": { type: "string" },
  "json-agents": { type: "boolean" },
  "agents-per-address": { type: "string" },
  "insecure-http": { type: "boolean" },
  "trust-proxy": { type: "string" },
  "syslog-host": { type: "string" },
  "syslog-port": { type: "string" },
  "syslog-tls-port": { type: "string" },
  "syslog-allow": { type: "string" },
  "syslog-zones": { type: "string" },
  "geoip-city": { type: "string" },
  "geoip-asn": { type: "string" },
  "local-agent": { type: "boolean" },
  "reverse-dns": { type: "boolean" },
  retention: { type: "string" },
  "rollup-retention": { type: "string" },
  "audit-retention": { type: "string" },
  "session-idle": { type: "string" },
  "session-max": { type: "string" },
  "oidc-issuer": { type: "string" },
  "oidc-client-id": { type: "string" },
  "oidc-client-secret": { type: "string" },
  "oidc-client-secret-file": { type: "string" },
  "oidc-scopes": { type: "string" },
  "oidc-name-claim": { type: "string" },
  "oidc-role-claim": { type: "string" },
  "oidc-roles": { type: "string" },
  "oidc-default-role": { type: "string" },
  "oidc-label": { type: "string" },
  banner: { type: "string" },
  "log-format": { type: "string" },
  "check-config": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Name = keyof typeof OPTIONS;

export const HELP = `Usage: deno task server [flags]

  --host ADDRESS          address to listen on (default 127.0.0.1)
  --port PORT             HTTP(S) and WebSocket (default 5000; 0 is any free port)
  --data DIR              database and keys (default ./data, created for its owner only)
  --tls-cert FILE, --tls-key FILE
                          PEM files for HTTPS, read again when they change; without them an
                          address off this machine gets a certificate of the server's own making
  --tls-ca FILE           what agents have to trust, if no public authority signed --tls-cert
  --public-url URL        where people and agents find this server, such as
                          https://mesh.example.net:5000 (default the address the page came from)
  --insecure-http         plain HTTP on an address off this machine, behind a TLS proxy
  --trust-proxy CIDRS     proxies whose X-Forwarded-For and X-Forwarded-Proto are believed
  --syslog-host ADDRESS   where to receive syslog (default as --host)
  --syslog-port PORT      UDP and TCP (default 5514; 0 is any free port; off)
  --syslog-tls-port PORT  syslog over TLS, with --tls-cert and --tls-key (default off)
  --syslog-allow CIDRS    senders that are listened to (default any)
  --syslog-zones LIST     time zones of senders that name none, as 192.0.2.0/24=Asia/Tokyo
                          (default UTC)
  --geoip-city FILE, --geoip-asn FILE
                          your own .mmdb files (default the embedded DB-IP City Lite)
  --no-local-agent        do not probe from this machine
  --no-json-agents        agents of the native protocol only
  --agents-per-address N  connections of agents from one address (default 1000)
  --no-reverse-dns        do not ask the DNS for the name of an address looked at
  --retention TIME        raw results and traffic are kept so long (default 24h)
  --rollup-retention TIME their roll-ups and counts are kept so long (default 400d)
  --audit-retention TIME  the audit log is kept so long (default 400d; at least 30d; 0 is for ever)
  --session-idle TIME     a log-in ends after so long without a request (default 24h)
  --session-max TIME      a log-in ends after so long in any case (default 7d)
  --oidc-issuer URL, --oidc-client-id ID
                          log-in through an identity provider (OpenID Connect)
  --oidc-client-secret-file FILE, --oidc-client-secret SECRET
                          the client's secret, if it has one; a flag can be seen by other users
  --oidc-scopes WORDS     what to ask for (default "openid profile email")
  --oidc-name-claim NAME  claim with the person's name (default preferred_username)
  --oidc-role-claim NAME  claim with roles or groups (default roles)
  --oidc-roles LIST       what its values mean, as mesh-admins=admin,sre=operator (default
                          admin=admin,operator=operator,viewer=viewer)
  --oidc-default-role R   role where no value fits (default none: not let in)
  --oidc-label TEXT       on the button (default "Log in with single sign-on")
  --banner TEXT           shown at the top of every page
  --log-format F          text or json, to stderr
  --check-config          check everything, print it and exit

Each flag is also an environment variable: --syslog-port is MESHPING_SYSLOG_PORT.
`;

/** `null` asks for the help text. */
export function readConfig(
  args: string[],
  env: (name: string) => string | undefined,
): Config | null {
  const values = parseFlags(args);
  if (values.help) return null;
  const text = (name: Name, fallback: string) => {
    const fromEnv = env(envName(name));
    return (values[name] as string | undefined) ?? (fromEnv || fallback);
  };
  const maybe = (name: Name) => text(name, "") || null;
  const host = address("host", text("host", "127.0.0.1"));
  const config: Config = {
    host,
    port: port("port", text("port", "5000")),
    dataDir: text("data", "./data"),
    tls: tlsFiles(maybe("tls-cert"), maybe("tls-key"), maybe("tls-ca")),
    insecureHttp: flag(values, env, "insecure-http", false),
    publicUrl: origin("public-url", maybe("public-url")),
    jsonAgents: flag(values, env, "json-agents", true),
    agentsPerAddress: count("agents-per-address", text("agents-per-address", "1000")),
    trustProxy: cidrs("trust-proxy", text("trust-proxy", "")),
    syslogHost: address("syslog-host", text("syslog-host", host)),
    syslogPort: text("syslog-port", "5514") === "off"
      ? null
      : port("syslog-port", text("syslog-port", "5514"), " or off"),
    syslogTlsPort: text("syslog-tls-port", "off") === "off"
      ? null
      : port("syslog-tls-port", text("syslog-tls-port", "off"), " or off"),
    syslogZones: zones(text("syslog-zones", "")),
    syslogAllow: cidrs("syslog-allow", text("syslog-allow", "")),
    geoipCity: maybe("geoip-city"),
    geoipAsn: maybe("geoip-asn"),
    localAgent: flag(values, env, "local-agent", true),
    reverseDns: flag(values, env, "reverse-dns", true),
    retentionMs: duration("retention", text("retention", "24h")),
    rollupRetentionMs: duration("rollup-retention", text("rollup-retention", "400d")),
    auditRetentionMs: auditRetention(text("audit-retention", "400d")),
    sessions: {
      idleMs: duration("session-idle", text("session-idle", "24h")),
      absoluteMs: duration("session-max", text("session-max", "7d")),
    },
    oidc: oidcSettings((name, fallback = "") => text(name, fallback)),
    banner: maybe("banner"),
    logFormat: oneOf("log-format", text("log-format", "text"), ["text", "json"]),
    checkOnly: flag(values, env, "check-config", false),
  };
  if (!config.tls && !config.insecureHttp && !isLoopback(host)) config.tls = "self-made";
  if (config.syslogTlsPort !== null && !config.tls) {
    throw new ConfigError("--syslog-tls-port needs HTTPS: give --tls-cert and --tls-key");
  }
  return config;
}

/** `MESHPING_SYSLOG_PORT` for `syslog-port`. */
const envName = (name: Name) => "MESHPING_" + name.toUpperCase().replaceAll("-", "_");

type Values = { [name: string]: string | boolean | undefined };

function parseFlags(args: string[]): Values {
  try {
    return parseArgs({
      args,
      options: OPTIONS,
      strict: true,
      allowPositionals: false,
      allowNegative: true,
    }).values as Values;
  } catch (error) {
    throw new ConfigError(`${(error as Error).message.split(". ")[0]}. See --help.`);
  }
}

function flag(
  values: Values,
  env: (name: string) => string | undefined,
  name: Name,
  fallback: boolean,
): boolean {
  const given = values[name];
  if (typeof given === "boolean") return given;
  const text = env(envName(name));
  if (!text) return fallback;
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new ConfigError(`${envName(name)} takes true or false, not ${text}`);
}
