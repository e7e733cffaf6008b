import type { Config } from "./config.ts";
import type { AuditLog, AuditStore } from "./domain/audit.ts";
import type { Setting } from "./domain/setting.ts";

const SECRET = /secret$/i;

/** The effective configuration without its secrets, for people and the audit log. */
export function shownConfig(config: Config): Record<string, unknown> {
  const shown = JSON.stringify(
    config,
    (key, value) => SECRET.test(key) && value !== null ? "(set, not shown)" : value,
  );
  return JSON.parse(shown);
}

/** The same as a flat list, in the order of the configuration. */
export function settingsOf(config: Config): Setting[] {
  const flat = (value: unknown, name: string): Setting[] => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return Object.entries(value).flatMap(([key, part]) =>
        flat(part, name ? `${name}.${key}` : key)
      );
    }
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return [{ name, value: value === null ? "–" : text, flag: flagOf(name) }];
  };
  const { checkOnly: _, ...shown } = shownConfig(config);
  return flat(shown, "");
}

/** Of settings whose flag has another name than they have. */
const FLAGS: Readonly<Record<string, string>> = {
  dataDir: "data",
  tls: "tls-cert",
  "tls.certFile": "tls-cert",
  "tls.keyFile": "tls-key",
  "tls.caFile": "tls-ca",
  retentionMs: "retention",
  rollupRetentionMs: "rollup-retention",
  auditRetentionMs: "audit-retention",
  "sessions.idleMs": "session-idle",
  "sessions.absoluteMs": "session-max",
  oidc: "oidc-issuer",
};

function flagOf(name: string): string {
  return FLAGS[name] ??
    name.replace(".", "-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const CHANGED = "settings.change";

/** Writes down what the configuration is, where it is not what it was at the last start. */
export async function recordSettings(
  store: AuditStore,
  audit: AuditLog,
  config: Config,
): Promise<void> {
  const after = Object.fromEntries(settingsOf(config).map(({ name, value }) => [name, value]));
  const last = await store.lastAudit(CHANGED);
  const before = last?.after === undefined ? {} : JSON.parse(last.after) as Record<string, string>;
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return;
  const subject = last ? changed.join(", ") : "first start";
  await audit.record({ who: "start", action: CHANGED, subject, detail: "", before, after });
}
