import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { AuditTable } from "@/components/audit/AuditTable.tsx";
import { AuditTools } from "@/components/audit/AuditTools.tsx";
import { dayEndIn, dayStartIn, ZONE_FIELD } from "@/components/text/zoned_time.ts";
import { auditFilterQuery } from "@/server/api/operations/accounts.ts";
import { readQuery } from "@/server/api/query.ts";
import { auditFilter } from "@/server/api/audit_query.ts";
import { define, Refusal, type StoredAuditEntry } from "@/server/define.ts";
import { auditWords } from "@/components/words/audit.ts";

const PAGE = 100;
const DAY_MS = 24 * 3_600_000;

interface AuditData {
  entries: StoredAuditEntry[];
  problem: string | null;
}

export const handler = define.handlers({
  async GET(ctx) {
    try {
      const asked = new URL(`?${filled(ctx.url.searchParams)}`, ctx.url);
      const filter = auditFilter(readQuery(asked, auditFilterQuery));
      const entries = await ctx.state.domain.audit.search(filter, PAGE);
      return page<AuditData>({ entries, problem: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return page<AuditData>({ entries: [], problem: error.message }, { status: 422 });
    }
  },
});

/** What a form sends for a day is the whole day, where it is typed; its empty fields are left out. */
function filled(params: URLSearchParams): URLSearchParams {
  const all = new URLSearchParams([...params].filter(([, value]) => value !== ""));
  const zone = all.get(ZONE_FIELD) ?? "UTC";
  all.delete(ZONE_FIELD);
  for (const [name, timeOf] of [["from", dayStartIn], ["to", dayEndIn]] as const) {
    if (all.has(name)) all.set(name, timeOf(zone, all.get(name)!));
  }
  return all;
}

export default define.page<typeof handler>(function AuditPage({ data, state, url }) {
  const words = auditWords();
  const waiting = state.domain.agents.list()
    .filter(({ status }) => status === "pending" || status === "hold").length;
  const { keepMs } = state.domain.audit;
  const last = data.entries.length === PAGE ? data.entries.at(-1)!.id : null;
  const withBefore = (before: number | null) => {
    const params = new URLSearchParams(url.searchParams);
    if (before === null) params.delete("before");
    else params.set("before", String(before));
    return `/admin/audit?${params}`;
  };
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <AdminTabs here="audit" role={state.person!.role} waiting={waiting} />
      <section class="sect" aria-label={words.title}>
        <AuditTools params={url.searchParams} exported={filled(url.searchParams)} />
        {data.problem && <p class="error" role="alert">{data.problem}</p>}
        <p class="dim small">
          {words.kept(keepMs === null ? null : Math.floor(keepMs / DAY_MS))}
        </p>
        <AuditTable entries={data.entries} />
        <p class="acts-row">
          {url.searchParams.has("before") && (
            <a class="btn" href={withBefore(null)}>{words.newest}</a>
          )}
          {last !== null && <a class="btn" href={withBefore(last)}>{words.older}</a>}
        </p>
      </section>
    </main>
  );
});
