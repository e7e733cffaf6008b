import type { z } from "zod";
import type { AuditFilter } from "../define.ts";
import type { auditFilterQuery } from "./operations/accounts.ts";

/** What to look for, from a query string that was read; empty fields of a form mean nothing. */
export function auditFilter(query: z.output<typeof auditFilterQuery>): AuditFilter {
  const { before, who, action, q, from, to } = query;
  return {
    beforeId: before,
    who: who?.trim() || undefined,
    action: action?.trim() || undefined,
    text: q?.trim() || undefined,
    fromMs: from,
    toMs: to,
  };
}
