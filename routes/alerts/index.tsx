import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AlertTabs } from "@/components/alerts/AlertTabs.tsx";
import { FiringTable } from "@/components/alerts/FiringTable.tsx";
import { HistoryTable } from "@/components/alerts/HistoryTable.tsx";
import { Glyph } from "@/components/state/Glyph.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import { define } from "@/server/define.ts";

const LINES = 50;

export const handler = define.handlers({
  async GET(ctx) {
    const { alerts } = ctx.state.domain, text = ctx.url.searchParams.get("before") ?? "";
    const before = /^\d{1,15}$/.test(text) ? Number(text) : null;
    const events = await alerts.history(LINES, before);
    const next = events.length === LINES ? events.at(-1)!.id : null;
    const rules = alerts.rules().length;
    return page({ firing: alerts.firing(), events, next, before, rules, nowMs: Date.now() });
  },
});

export default define.page<typeof handler>(function AlertsPage({ data, state }) {
  const words = alertsWords(), { firing, events, next, before, rules, nowMs } = data;
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <AlertTabs here="now" role={state.person!.role} />
      <section class="sect" aria-label={words.firing}>
        <div class="sect-head">
          <h2>{words.firing}</h2>
          <span class="faint small">{firing.length || ""}</span>
        </div>
        {firing.length > 0
          ? <FiringTable alerts={firing} nowMs={nowMs} />
          : rules > 0
          ? (
            <p class="state ok">
              <Glyph name="ok" />
              <span>{words.noneFiring}</span>
            </p>
          )
          : (
            <p class="dim">
              {words.noRules}{" "}
              {state.person!.role !== "viewer" && <a href="/alerts/rules">{words.addFirst}</a>}
            </p>
          )}
      </section>
      <section class="sect" aria-label={words.history}>
        <div class="sect-head">
          <h2>{words.history}</h2>
        </div>
        {events.length > 0
          ? <HistoryTable events={events} />
          : <p class="dim">{words.noHistory}</p>}
        <p class="pager">
          {before !== null && <a class="btn quiet" href="/alerts">{words.newest}</a>}
          {next !== null && <a class="btn quiet" href={`/alerts?before=${next}`}>{words.older}</a>}
        </p>
      </section>
    </main>
  );
});
