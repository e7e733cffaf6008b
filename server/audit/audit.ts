import type { AuditLog, AuditStore } from "../domain/audit.ts";

const MAX_DETAIL_LENGTH = 2_000;
/** Of what was there before or after a change; a longer text is cut, and says so. */
const MAX_CHANGE_LENGTH = 64 * 1024;

/** Makes control characters visible: what a stranger typed must not forge a line of the log. */
const printable = (text: string, maxLength = MAX_DETAIL_LENGTH) =>
  text.slice(0, maxLength).replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (c) => `\\u${c.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  ).slice(0, maxLength);

function json(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = JSON.stringify(value);
  const cut = text.length > MAX_CHANGE_LENGTH;
  return printable(text, MAX_CHANGE_LENGTH) + (cut ? ` … (${text.length} characters)` : "");
}

export function auditLog(store: AuditStore, now: () => number): AuditLog {
  return {
    record: ({ who, action, subject, detail, before, after }) =>
      store.addAudit({
        atMs: now(),
        who: printable(who),
        action,
        subject: printable(subject),
        detail: printable(detail),
        before: json(before),
        after: json(after),
      }),
  };
}
