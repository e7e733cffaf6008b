import type { StoredAuditEntry } from "../define.ts";
import { csvLine } from "./csv.ts";

export const auditJson = (entry: StoredAuditEntry) => ({
  id: entry.id,
  at: new Date(entry.atMs).toISOString(),
  who: entry.who,
  action: entry.action,
  subject: entry.subject,
  detail: entry.detail,
  before: changeJson(entry.before),
  after: changeJson(entry.after),
});

/** What was there; a text that was cut is no JSON any more, and stays text. */
function changeJson(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const AUDIT_CSV_HEAD = csvLine(
  ["id", "at", "who", "action", "subject", "detail", "before", "after"],
);

export function auditCsvLine(entry: StoredAuditEntry): string {
  const { id, atMs, who, action, subject, detail, before = "", after = "" } = entry;
  const at = new Date(atMs).toISOString();
  return csvLine([String(id), at, who, action, subject, detail, before, after]);
}
