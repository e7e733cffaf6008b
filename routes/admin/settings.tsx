import { Head } from "fresh/runtime";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { SettingsTable } from "@/components/admin/SettingsTable.tsx";
import { settingsWords } from "@/components/words/settings.ts";
import { define } from "@/server/define.ts";

export default define.page(function SettingsPage({ state }) {
  const words = settingsWords();
  const waiting = state.domain.agents.list()
    .filter(({ status }) => status === "pending" || status === "hold").length;
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <AdminTabs here="settings" role={state.person!.role} waiting={waiting} />
      <section class="sect" aria-label={words.title}>
        <p class="dim">
          {words.how} <code>deno task server --help</code>
        </p>
        <SettingsTable settings={state.domain.settings} />
      </section>
    </main>
  );
});
