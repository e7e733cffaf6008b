import { page } from "fresh";
import { Head } from "fresh/runtime";
import SetUp from "@/islands/SetUp.tsx";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { plainHost, reachableHost } from "@/components/traffic/sender_lines.ts";
import { setupWords } from "@/components/words/setup.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers((ctx) => {
  const { agents, publicUrl, syslogPort, traffic } = ctx.state.domain;
  const waiting = agents.list().filter(({ status }) =>
    status === "pending" || status === "hold"
  ).length;
  const own = new URL(publicUrl ?? ctx.url.origin);
  return page({
    waiting,
    host: plainHost(ctx.url.searchParams.get("host") ?? "") ?? reachableHost(own) ?? "",
    port: syslogPort(),
    origin: own.origin,
    initial: {
      atMs: Date.now(),
      senders: traffic.senders(),
      counters: traffic.counters(),
      arrivals: traffic.arrivals(),
    },
  });
});

export default define.page<typeof handler>(function SetUpPage({ data, state }) {
  const { waiting, ...setUp } = data;
  return (
    <main id="content">
      <Head>
        <title>{setupWords().title} · Meshping</title>
      </Head>
      <AdminTabs here="setup" waiting={waiting} role={state.person!.role} />
      <SetUp {...setUp} />
    </main>
  );
});
