import type { AuditStore } from "../domain/audit.ts";

const DAY_MS = 24 * 3_600_000;
/** Entries removed in one run; what is left waits for the next. */
const MAX_ENTRIES = 10_000;

/**
 * What removes entries of the audit log that are over their time, whole days (UTC) at once: one
 * entry a day says how many went. Call it now and then.
 * @param keepMs how long they are kept; `null`: for ever
 */
export function auditExpiry(
  store: Pick<AuditStore, "removeAuditBefore">,
  keepMs: number | null,
  now: () => number,
): () => Promise<void> {
  let doneBeforeMs = 0;
  return async () => {
    if (keepMs === null) return;
    const nowMs = now();
    const beforeMs = Math.floor((nowMs - keepMs) / DAY_MS) * DAY_MS;
    if (beforeMs === doneBeforeMs) return;
    const removed = await store.removeAuditBefore(beforeMs, MAX_ENTRIES, nowMs);
    if (removed < MAX_ENTRIES) doneBeforeMs = beforeMs;
  };
}
