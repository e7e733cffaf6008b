import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import RowView from "@/islands/RowView.tsx";
import { readRowQuery } from "@/components/path/row_query.ts";
import { readRowStart } from "@/components/path/row_start.ts";
import { visibleText } from "@/components/text/visible_text.ts";
import { define } from "@/server/define.ts";

/** One target: its column of the matrix, over time. */
export const handler = define.handlers(async (ctx) => {
  const { results, agents } = ctx.state.domain;
  const view = results.matrix(), width = view.targets.length;
  const at = view.targets.findIndex(({ id }) => id === ctx.params.target);
  if (at < 0) throw new HttpError(404);
  const addressOf = new Map(agents.list().map(({ id, address }) => [id, address]));
  const target = view.targets[at], nowMs = view.sentAtMs;
  const others = view.agents.map(({ id, name }) => (
    { id, name, address: addressOf.get(id) ?? "" }
  ));
  const cells = view.agents.map((_, row) => view.cells[row * width + at]);
  const query = readRowQuery(ctx.url.searchParams);
  const first = await readRowStart(
    others,
    cells,
    query,
    nowMs,
    (id, fromMs, toMs, stepMs) => results.steps(id, target.id, fromMs, toMs, stepMs),
  );
  return page({ target, others, cells, nowMs, query, first });
});

export default define.page<typeof handler>(function TargetPage({ data: { target, ...row } }) {
  return (
    <main id="content">
      <Head>
        <title>{visibleText(`${target.name} · Meshping`)}</title>
      </Head>
      <RowView
        row={{ kind: "target", id: target.id }}
        title={target.name}
        address={target.address}
        connected={false}
        {...row}
      />
    </main>
  );
});
