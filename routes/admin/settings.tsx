import { Head } from "fresh/runtime";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { formatDuration } from "@/components/text/format.ts";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { define } from "@/server/define.ts";
import { auditWords } from "@/components/words/audit.ts";

export default define.page(function SettingsPage({ state }) {
  const words = auditWords();
  const waiting = state.domain.agents.list()
    .filter(({ status }) => status === "pending" || status === "hold").length;
  return (
    <main id="content">
      <Head>
        <title>{words.settings} · Meshping</title>
      </Head>
      <AdminTabs here="settings" role={state.person!.role} waiting={waiting} />
      <section class="sect" aria-label={words.settings}>
        <p class="dim">
          {words.how} <code>deno task server --help</code>
        </p>
        <table class="table">
          <HeadRow names={[words.setting, words.value]} />
          <tbody>
            {state.domain.settings.map(({ name, value }) => (
              <tr key={name}>
                <td class="mono">{name}</td>
                <td class="mono wrap">
                  <Visible text={value} />
                  {/Ms$/.test(name) && /^\d+$/.test(value) && (
                    <span class="faint">{` ${formatDuration(Number(value))}`}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </main>
  );
});
