import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ruleOf, type Typed, typedIn, typedRule } from "@/components/alerts/alert_form.ts";
import { AlertTabs } from "@/components/alerts/AlertTabs.tsx";
import { RuleForm } from "@/components/alerts/RuleForm.tsx";
import { RuleTable } from "@/components/alerts/RuleTable.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import { readForm } from "@/server/api/form_body.ts";
import { scopeChoices } from "@/server/api/scope_choices.ts";
import { actOn } from "@/server/api/setting_form.ts";
import { define } from "@/server/define.ts";

interface RuleData {
  typed: Typed;
  problem: string | null;
}

export const handler = define.handlers({
  GET(ctx) {
    const id = Number(ctx.url.searchParams.get("edit"));
    const rule = ctx.state.domain.alerts.rules().find((rule) => rule.id === id) ?? null;
    return page<RuleData>({ typed: typedRule(rule), problem: null });
  },
  async POST(ctx) {
    const { domain: { alerts }, person } = ctx.state, by = person!.name;
    const form = await readForm(ctx.req), typed = typedIn(form);
    const problem = await actOn(form, {
      add: () => alerts.addRule(ruleOf(typed), by),
      edit: (id) => alerts.changeRule(id, ruleOf(typed), by),
      remove: (id) => alerts.removeRule(id, by),
    });
    return problem === null
      ? ctx.redirect("/alerts/rules", 303)
      : page<RuleData>({ typed, problem }, { status: 422 });
  },
});

export default define.page<typeof handler>(function RulesPage({ data, state }) {
  const words = alertsWords(), { alerts, targets } = state.domain, role = state.person!.role;
  const rules = alerts.rules(), mayChange = role !== "viewer";
  const choices = scopeChoices(targets.current());
  const channels = new Map(
    mayChange ? alerts.channels().map(({ channel: { id, name } }) => [id, name]) : [],
  );
  return (
    <main id="content">
      <Head>
        <title>{words.tabs.rules} · {words.title} · Meshping</title>
      </Head>
      <AlertTabs here="rules" role={role} />
      <div class={mayChange ? "split" : undefined}>
        <section class="sect" aria-label={words.tabs.rules}>
          {rules.length > 0
            ? (
              <RuleTable
                rules={rules}
                channels={channels}
                choices={choices}
                mayChange={mayChange}
              />
            )
            : <p class="dim">{words.noRules}</p>}
        </section>
        {mayChange && (
          <section class="sect" id="form" aria-label={words.addRule}>
            <div class="sect-head">
              <h2>{data.typed.id ? words.editRule : words.addRule}</h2>
            </div>
            <RuleForm
              typed={data.typed}
              problem={data.problem}
              choices={choices}
              channels={channels}
            />
          </section>
        )}
      </div>
    </main>
  );
});
