import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import RowView from "@/islands/RowView.tsx";
import { readRowQuery } from "@/components/path/row_query.ts";
import { readRowStart } from "@/components/path/row_start.ts";
import { visibleText } from "@/components/text/visible_text.ts";
import { define } from "@/server/define.ts";

/** One agent: its row of the matrix, over time. */
export const handler = define.handlers(async (ctx) => {
  const { results } = ctx.state.domain;
  const view = results.matrix(), width = view.targets.length;
  const at = view.agents.findIndex(({ id }) => id === ctx.params.agent);
  if (at < 0) throw new HttpError(404);
  const agent = view.agents[at], nowMs = view.sentAtMs;
  const others = view.targets.map(({ id, name, address }) => ({ id, name, address }));
  const cells = view.cells.slice(at * width, (at + 1) * width);
  const query = readRowQuery(ctx.url.searchParams);
  const first = await readRowStart(
    others,
    cells,
    query,
    nowMs,
    (id, fromMs, toMs, stepMs) => results.steps(agent.id, id, fromMs, toMs, stepMs),
  );
  return page({ agent, others, cells, nowMs, query, first });
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
