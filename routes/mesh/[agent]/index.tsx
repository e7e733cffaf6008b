import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import RowView from "@/islands/RowView.tsx";
import { readRowQuery } from "@/components/path/row_query.ts";
import { visibleText } from "@/components/text/visible_text.ts";
import { define } from "@/server/define.ts";

/** One agent: its row of the matrix, over time. */
export const handler = define.handlers((ctx) => {
  const view = ctx.state.domain.results.matrix(), width = view.targets.length;
  const at = view.agents.findIndex(({ id }) => id === ctx.params.agent);
  if (at < 0) throw new HttpError(404);
  return page({
    agent: view.agents[at],
    others: view.targets.map(({ id, name, address }) => ({ id, name, address })),
    cells: view.cells.slice(at * width, (at + 1) * width),
    nowMs: view.sentAtMs,
    query: readRowQuery(ctx.url.searchParams),
  });
});

export default define.page<typeof handler>(function AgentPage({ data: { agent, ...row } }) {
  return (
    <main id="content">
      <Head>
        <title>{visibleText(`${agent.name} · Meshping`)}</title>
      </Head>
      <RowView
        row={{ kind: "agent", id: agent.id }}
        title={agent.name}
        address=""
        connected={agent.connected}
        {...row}
      />
    </main>
  );
});
