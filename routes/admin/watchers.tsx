import { page } from "fresh";
import { Head } from "fresh/runtime";
import WatcherList from "@/islands/WatcherList.tsx";
import { AdminTabs } from "@/components/admin/AdminTabs.tsx";
import { watchersWords } from "@/components/words/watchers.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers((ctx) => {
  const agents = ctx.state.domain.agents.list();
  const waiting = agents.filter(({ status }) => status === "pending" || status === "hold").length;
  return page({ waiting, nowMs: Date.now() });
});

export default define.page<typeof handler>(function WatchersPage({ data, state }) {
  const words = watchersWords();
  return (
    <main id="content">
      <Head>
        <title>{words.title} · Meshping</title>
      </Head>
      <AdminTabs here="watchers" waiting={data.waiting} role={state.person!.role} />
      <WatcherList nowMs={data.nowMs} />
    </main>
  );
});
