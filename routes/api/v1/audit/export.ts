import { AUDIT_CSV_HEAD, auditCsvLine, auditJson } from "@/server/api/audit_json.ts";
import { auditExportQuery } from "@/server/api/operations/accounts.ts";
import { auditFilter } from "@/server/api/audit_query.ts";
import { answering } from "@/server/api/problem.ts";
import { readQuery } from "@/server/api/query.ts";
import { type AuditFilter, define, type StoredAuditEntry } from "@/server/define.ts";

const PAGE = 500;
const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/jsonl" };

/** Everything that fits, newest first: `format=csv`, or `jsonl`, one JSON object a line. */
export const handler = define.handlers({
  GET: (ctx) =>
    answering(() => {
      const { audit } = ctx.state.domain;
      const query = readQuery(ctx.url, auditExportQuery), { format = "csv" } = query;
      const filter = auditFilter(query);
      const search = (filter: AuditFilter) => audit.search(filter, PAGE);
      const lines = exportLines(search, filter, format);
      return ctx.stream(lines, {
        headers: {
          "content-type": TYPES[format],
          "content-disposition": `attachment; filename="meshping-audit.${format}"`,
        },
      });
    }),
});

/** Page by page, so that a long log never is in memory as a whole. */
async function* exportLines(
  search: (filter: AuditFilter) => Promise<StoredAuditEntry[]>,
  filter: AuditFilter,
  format: "csv" | "jsonl",
): AsyncGenerator<string> {
  if (format === "csv") yield AUDIT_CSV_HEAD;
  for (let beforeId = filter.beforeId;;) {
    const entries = await search({ ...filter, beforeId });
    if (entries.length === 0) return;
    const line = format === "csv"
      ? auditCsvLine
      : (entry: StoredAuditEntry) => JSON.stringify(auditJson(entry)) + "\n";
    yield entries.map(line).join("");
    beforeId = entries.at(-1)!.id;
  }
}
