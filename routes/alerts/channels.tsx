import { page } from "fresh";
import { Head } from "fresh/runtime";
import { channelOf, type Typed, typedChannel, typedIn } from "@/components/alerts/alert_form.ts";
import { AlertTabs } from "@/components/alerts/AlertTabs.tsx";
import { ChannelForm } from "@/components/alerts/ChannelForm.tsx";
import { ChannelTable } from "@/components/alerts/ChannelTable.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import { readForm } from "@/server/api/form_body.ts";
import { actOn } from "@/server/api/setting_form.ts";
import { define } from "@/server/define.ts";

interface ChannelData {
  typed: Typed;
  problem: string | null;
  /** Number of the channel whose test message has just arrived. */
  tested: number | null;
}

export const handler = define.handlers({
  GET(ctx) {
    const id = Number(ctx.url.searchParams.get("edit"));
    const found = ctx.state.domain.alerts.channels().find(({ channel }) => channel.id === id);
    const typed = typedChannel(found?.channel ?? null);
    return page<ChannelData>({ typed, problem: null, tested: null });
  },
  async POST(ctx) {
    const { domain: { alerts }, person } = ctx.state, by = person!.name;
    const form = await readForm(ctx.req), { secret: _, ...typed } = typedIn(form);
    const input = channelOf(typedIn(form)), isTest = form.get("action") === "test";
    const problem = await actOn(form, {
      add: () => alerts.addChannel(input, by),
      edit: (id) => alerts.changeChannel(id, input, by),
      remove: (id) => alerts.removeChannel(id, by),
      test: (id) => alerts.testChannel(id, by),
    });
    const empty = typedChannel(null);
    // What a test said is beside its channel, and not in the form.
    if (isTest) {
      const tested = problem === null ? Number(form.get("id")) : null;
      return page<ChannelData>({ typed: empty, problem: null, tested });
    }
    return problem === null
      ? ctx.redirect("/alerts/channels", 303)
      : page<ChannelData>({ typed, problem, tested: null }, { status: 422 });
  },
});

export default define.page<typeof handler>(function ChannelsPage({ data, state }) {
  const words = alertsWords(), channels = state.domain.alerts.channels();
  return (
    <main id="content">
      <Head>
        <title>{words.tabs.channels} · {words.title} · Meshping</title>
      </Head>
      <AlertTabs here="channels" role={state.person!.role} />
      <div class="split">
        <section class="sect" aria-label={words.tabs.channels}>
          {channels.length > 0
            ? <ChannelTable channels={channels} nowMs={Date.now()} tested={data.tested} />
            : <p class="dim">{words.noChannels}</p>}
        </section>
        <section class="sect" id="form" aria-label={words.addChannel}>
          <div class="sect-head">
            <h2>{data.typed.id ? words.editChannel : words.addChannel}</h2>
          </div>
          <ChannelForm typed={data.typed} problem={data.problem} />
        </section>
      </div>
    </main>
  );
});
