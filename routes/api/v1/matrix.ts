import { cellJson } from "@/server/api/result_json.ts";
import { matrixQuery } from "@/server/api/operations/results.ts";
import { answering } from "@/server/api/problem.ts";
import { readQuery } from "@/server/api/query.ts";
import { define } from "@/server/define.ts";

export const handler = define.handlers({
  GET: (ctx) =>
    answering(() => {
      const { agent, target } = readQuery(ctx.url, matrixQuery);
      const { agents, targets, cells, sentAtMs } = ctx.state.domain.results.matrix();
      const rows = indexes(agents, agent), columns = indexes(targets, target);
      return ctx.json({
        t: new Date(sentAtMs).toISOString(),
        agents: rows.map((row) => {
          const { id, name, connected } = agents[row];
          return { id, name, connected };
        }),
        targets: columns.map((column) => {
          const { id, name, address, group } = targets[column];
          return { id, name, address, group };
        }),
        cells: rows.flatMap((row) =>
          columns.map((column) => ({
            agent: agents[row].id,
            target: targets[column].id,
            ...cellJson(cells[row * targets.length + column]),
          }))
        ),
      });
    }),
});

/** Places of all, or of the one with this id. */
function indexes(all: readonly { id: string }[], only: string | undefined): number[] {
  return [...all.keys()].filter((at) => only === undefined || all[at].id === only);
}
