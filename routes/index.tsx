import { page } from "fresh";
import { Head } from "fresh/runtime";
import Matrix from "@/islands/Matrix.tsx";
import { readMatrixQuery } from "@/components/matrix/matrix_query.ts";
import { matrixWords } from "@/components/words/matrix.ts";
import { define, type MatrixCells } from "@/server/define.ts";
import { type MatrixView, packCells } from "@/shared/live/matrix.ts";

/** Above this the page waits for the live snapshot instead of carrying one itself. */
const CELLS_IN_PAGE = 5_000;

export const handler = define.handlers((ctx) => {
  const view = ctx.state.domain.results.matrix();
  return page({
    initial: view.cells.length <= CELLS_IN_PAGE ? viewOf(view) : null,
    query: readMatrixQuery(ctx.url.searchParams),
    nowMs: view.sentAtMs,
  });
});

export default define.page<typeof handler>(function MatrixPage({ data, state }) {
  return (
    <main id="content" class="fill">
      <Head>
        <title>{matrixWords().title} · Meshping</title>
      </Head>
      <Matrix {...data} canManage={state.person !== null && state.person.role !== "viewer"} />
    </main>
  );
});

function viewOf({ cells, ...view }: MatrixCells): MatrixView {
  return { seq: 0, ...view, ...packCells(cells) };
}
