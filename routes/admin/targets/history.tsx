import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Moment } from "@/components/text/Moment.tsx";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { RevisionChanges } from "@/components/admin/RevisionChanges.tsx";
import { formatCount } from "@/components/text/format.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { targetsWords } from "@/components/words/targets.ts";
import { define } from "@/server/define.ts";

/** Revisions on one page. */
const LIMIT = 20;

/** Who changed what of the target list, newest first, and the way back to each list. */
export const handler = define.handlers({
  async GET(ctx) {
    const text = ctx.url.searchParams.get("before");
    const before = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
    const revisions = await ctx.state.domain.targets.history({ limit: LIMIT, before });
    return page({ revisions, paged: before !== undefined });
  },
});

export default define.page<typeof handler>(function TargetHistoryPage({ data, state }) {
  const words = targetsWords(), { revisions, paged } = data;
  const { targets, agents } = state.domain, now = targets.current().revision;
  const waiting = agents.list().filter(({ status }) => status === "pending" || status === "hold");
  const oldest = revisions.at(-1)?.revision ?? 1;
  return (
    <main id="content">
      <Head>
        <title>{words.history} · Meshping</title>
      </Head>
      <AdminTabs here="targets" waiting={waiting.length} role={state.person!.role} />
      <section class="sect" aria-label={words.history}>
        <div class="sect-head">
          <h2>{words.history}</h2>
          <a href="/admin/targets">{words.back}</a>
          {paged && <a href="/admin/targets/history">{words.newest}</a>}
        </div>
        {revisions.length === 0 && <p class="dim">{words.noHistory}</p>}
        <ol class="revisions">
          {revisions.map(({ revision, by, atMs, count, changes }) => (
            <li key={revision} id={`revision-${revision}`}>
              <div class="revision-head">
                <h3>{words.historyHead(revision)}</h3>
                <span>
                  <Visible text={words.by(by)} />, <Moment atMs={atMs} />
                </span>
                <span class="dim">
                  {words.summary(
                    changes.added.length,
                    changes.removed.length,
                    changes.changed.length,
                  )} · {words.targetsThen(formatCount(count), count === 1)}
                </span>
                {revision === now
                  ? <b class="push small">{words.current}</b>
                  : (
                    <form method="post" action="/admin/targets" class="push">
                      <input type="hidden" name="revision" value={now} />
                      <input type="hidden" name="to" value={revision} />
                      <button type="submit" class="btn" name="action" value="restore">
                        {words.bringBack}
                        <span class="sr">{words.historyHead(revision)}</span>
                      </button>
                    </form>
                  )}
              </div>
              <RevisionChanges changes={changes} />
            </li>
          ))}
        </ol>
        {oldest > 1 && <a href={`/admin/targets/history?before=${oldest}`}>{words.older}</a>}
      </section>
    </main>
  );
});
