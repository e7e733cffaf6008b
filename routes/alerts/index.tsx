import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AlertTabs } from "@/components/alerts/AlertTabs.tsx";
import AlertsNow from "@/islands/AlertsNow.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import { firingOf, historyOf } from "@/components/alerts/alerts_answer.ts";
import { alertEventJson, firingJson } from "@/server/api/alert_json.ts";
import { define } from "@/server/define.ts";

const LINES = 50;

export const handler = define.handlers({
  async GET(ctx) {
    const { alerts } = ctx.state.domain, text = ctx.url.searchParams.get("before") ?? "";
    const before = /^\d{1,15}$/.test(text) ? Number(text) : null;
    const events = await alerts.history(LINES, before);
    const next = events.length === LINES ? events.at(-1)!.id : null;
    return page({
      // The page goes on with what the API answers, so it begins with just that.
      firing: firingOf({ alerts: alerts.firing().map(firingJson) }),
      history: historyOf({ events: events.map(alertEventJson), next }),
      isOld: before !== null,
      hasRules: alerts.rules().length > 0,
      nowMs: Date.now(),
    });
  },
});

export default define.page<typeof handler>(function AlertsPage({ data, state }) {
  const role = state.person!.role;
  return (
    <main id="content">
      <Head>
        <title>{alertsWords().title} · Meshping</title>
      </Head>
      <AlertTabs here="now" role={role} />
      <AlertsNow {...data} lines={LINES} mayAdd={role !== "viewer"} />
    </main>
  );
});
