/** One decision, as it was made. */
export interface AuditEntry {
  atMs: number;
  /** Name of the person or program; `-` where nobody is known yet. */
  who: string;
  /** What was done, such as `agent.approve` or `login.refused`. */
  action: string;
  /** What it was done to. */
  subject: string;
  detail: string;
  /** JSON of what was there before and after, where something was changed. */
  before?: string;
  after?: string;
}

/** What a part of the server says of a decision. */
export type Decision = Omit<AuditEntry, "atMs" | "before" | "after"> & {
  /** Anything JSON can carry. */
  before?: unknown;
  after?: unknown;
};

export interface AuditLog {
  record(decision: Decision): Promise<void>;
}

/** Where refusals are written that anybody may cause: a flood is counted, not written. */
export interface Refusals {
  /** @param row what the entry is to say instead of the address and the reason */
  refused(address: string, reason: string, row?: Partial<Decision>): Promise<void>;
}

/** Which entries; all conditions count. Texts are compared as they are, case apart. */
export interface AuditFilter {
  /** Entries older than this id: the cursor of a page. */
  beforeId?: number;
  /** Whole name. */
  who?: string;
  /** The action, or its first word: `login` finds `login.refused`. */
  action?: string;
  /** Found anywhere in the subject, the detail, before or after. */
  text?: string;
  /** Unix milliseconds; from inclusive, to exclusive. */
  fromMs?: number;
  toMs?: number;
}

export type StoredAuditEntry = AuditEntry & { id: number };

/** The log as people read it. */
export interface AuditReader {
  /** How long entries are kept, in milliseconds; `null`: for ever. */
  keepMs: number | null;
  /** Newest first, at most `limit`. */
  search(filter: AuditFilter, limit: number): Promise<StoredAuditEntry[]>;
}

/** No younger entry can be removed: the database refuses it. */
export const MIN_AUDIT_RETENTION_MS = 30 * 24 * 3_600_000;

export interface AuditStore {
  addAudit(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  listAudit(limit: number): Promise<AuditEntry[]>;
  searchAudit(filter: AuditFilter, limit: number): Promise<StoredAuditEntry[]>;
  /** The newest entry of an action. */
  lastAudit(action: string): Promise<AuditEntry | null>;
  /**
   * Removes the oldest entries from before `beforeMs`, at most `limit`, and writes down how many
   * with it. The newest of `settings.change` stays: the next start compares with it.
   * @returns how many went
   * @throws when one is younger than {@linkcode MIN_AUDIT_RETENTION_MS}; then nothing is removed
   */
  removeAuditBefore(beforeMs: number, limit: number, atMs: number): Promise<number>;
}
