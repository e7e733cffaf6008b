import type { AuditLog, Decision, Refusals } from "../domain/audit.ts";

/** A window of counting, in milliseconds. */
const WINDOW_MS = 10 * 60_000;
/** Addresses that are summed up one by one at the end of a window. */
const SUMMED_UP = 5;
/** Addresses that are counted one by one; those beyond are counted together. */
const MAX_ADDRESSES = 1_000;
const THE_REST = "other addresses";

interface Count {
  written: number;
  /** Since the last row. */
  silent: number;
  last: string;
}

export interface RefusalLogOptions {
  audit: AuditLog;
  now: () => number;
  /** What a row says was done, such as `agent.refused`. */
  action: string;
  /** Refusals of one address that are written one by one in a window; the others are counted. */
  rowsPerAddress: number;
  /** Rows of a window for all addresses together. */
  rowsInAll: number;
}

/**
 * Writes refusals into the audit log, and keeps a flood of them from filling
 * the disk: what is over the limits becomes one row a window with its number.
 */
export class RefusalLog implements Refusals {
  #counts = new Map<string, Count>();
  #windowEndsAtMs = 0;
  #rows = 0;

  constructor(private readonly options: RefusalLogOptions) {}

  async refused(address: string, reason: string, row: Partial<Decision> = {}): Promise<void> {
    await this.#turnWindow();
    const known = this.#counts.has(address) || this.#counts.size < MAX_ADDRESSES;
    const key = known ? address : THE_REST;
    const count = this.#counts.get(key) ?? { written: 0, silent: 0, last: "" };
    this.#counts.set(key, count);
    if (count.written >= this.options.rowsPerAddress || this.#rows >= this.options.rowsInAll) {
      count.silent++;
      count.last = reason;
      return;
    }
    count.written++;
    await this.#write(key, reason, row);
  }

  /** Writes what was only counted, when its window has ended. Call it now and then. */
  async flush(): Promise<void> {
    await this.#turnWindow();
  }

  async #turnWindow(): Promise<void> {
    if (this.options.now() < this.#windowEndsAtMs) return;
    const ended = [...this.#counts].filter(([, { silent }]) => silent > 0)
      .sort(([, a], [, b]) => b.silent - a.silent);
    this.#counts = new Map();
    this.#windowEndsAtMs = this.options.now() + WINDOW_MS;
    this.#rows = 0;
    const shown = ended.slice(0, SUMMED_UP), rest = ended.slice(SUMMED_UP);
    for (const [address, { silent, last }] of shown) {
      await this.#write(address, `${silent} more refusals, the last: ${last}`);
    }
    if (!rest.length) return;
    const silent = rest.reduce((sum, [, count]) => sum + count.silent, 0);
    await this.#write(`${rest.length} more addresses`, `${silent} more refusals`);
  }

  #write(subject: string, detail: string, row: Partial<Decision> = {}): Promise<void> {
    this.#rows++;
    const { audit, action } = this.options;
    return audit.record({ who: "-", action, subject, detail, ...row });
  }
}

/** Refusals at the agents' door. */
export const agentRefusals = (audit: AuditLog, now: () => number) =>
  new RefusalLog({ audit, now, action: "agent.refused", rowsPerAddress: 5, rowsInAll: 200 });

/** Log-ins that failed: each is written as long as nobody tries hundreds. */
export const logInRefusals = (audit: AuditLog, now: () => number) =>
  new RefusalLog({ audit, now, action: "login.refused", rowsPerAddress: 50, rowsInAll: 1_000 });

/** Requests of people who may not, and of pages of other sites. */
export const accessRefusals = (audit: AuditLog, now: () => number) =>
  new RefusalLog({ audit, now, action: "access.refused", rowsPerAddress: 20, rowsInAll: 500 });
