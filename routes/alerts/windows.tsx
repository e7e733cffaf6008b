import { page } from "fresh";
import { Head } from "fresh/runtime";
import { type Typed, typedIn, typedWindow, windowOf } from "@/components/alerts/alert_form.ts";
import { AlertTabs } from "@/components/alerts/AlertTabs.tsx";
import { WindowForm } from "@/components/alerts/WindowForm.tsx";
import { WindowTable } from "@/components/alerts/WindowTable.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import { readForm } from "@/server/api/form_body.ts";
import { scopeChoices } from "@/server/api/scope_choices.ts";
import { actOn } from "@/server/api/setting_form.ts";
import { define } from "@/server/define.ts";

interface WindowData {
  typed: Typed;
  problem: string | null;
}

export const handler = define.handlers({
  GET(ctx) {
    const id = Number(ctx.url.searchParams.get("edit"));
    const window = ctx.state.domain.alerts.windows().find((window) => window.id === id) ?? null;
    return page<WindowData>({ typed: typedWindow(window, Date.now()), problem: null });
  },
  async POST(ctx) {
    const { domain: { alerts }, person } = ctx.state, by = person!.name;
    const form = await readForm(ctx.req), typed = typedIn(form);
    const problem = await actOn(form, {
      add: () => alerts.addWindow(windowOf(typed), by),
      edit: (id) => alerts.changeWindow(id, windowOf(typed), by),
      remove: (id) => alerts.removeWindow(id, by),
    });
    return problem === null
      ? ctx.redirect("/alerts/windows", 303)
      : page<WindowData>({ typed, problem }, { status: 422 });
  },
});

export default define.page<typeof handler>(function WindowsPage({ data, state }) {
  const words = alertsWords(), { alerts, targets } = state.domain, role = state.person!.role;
  const windows = alerts.windows(), mayChange = role !== "viewer";
  const choices = scopeChoices(targets.current());
  return (
    <main id="content">
      <Head>
        <title>{words.tabs.windows} · {words.title} · Meshping</title>
      </Head>
      <AlertTabs here="windows" role={role} />
      <div class={mayChange ? "split" : undefined}>
        <section class="sect" aria-label={words.tabs.windows}>
          <p class="dim">{words.windowsAre}</p>
          {windows.length > 0
            ? (
              <WindowTable
                windows={windows}
                choices={choices}
                mayChange={mayChange}
                nowMs={Date.now()}
              />
            )
            : <p class="dim">{words.noWindows}</p>}
        </section>
        {mayChange && (
          <section class="sect" id="form" aria-label={words.addWindow}>
            <div class="sect-head">
              <h2>{data.typed.id ? words.editWindow : words.addWindow}</h2>
            </div>
            <WindowForm typed={data.typed} problem={data.problem} choices={choices} />
          </section>
        )}
      </div>
    </main>
  );
});
