import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { cellAt, type MatrixView } from "@/shared/live/matrix.ts";
import { pathUrl } from "@/components/path/results_answer.ts";
import type { CellRef } from "./cell_address.ts";
import { cellWords } from "./cell_text.ts";
import { layOut, moved, scrollToShow, type Spot } from "./geometry.ts";
import { boxOfCell, MatrixCanvas } from "./MatrixCanvas.tsx";
import type { MatrixQuery } from "./matrix_query.ts";
import { useFocus } from "./use_focus.ts";
import { usePanel } from "./use_panel.ts";
import type { Axes } from "./visible_axes.ts";

interface MatrixPictureProps {
  view: MatrixView;
  axes: Axes;
  query: MatrixQuery;
  nowMs: number;
  paused: boolean;
}

/** How long the panel stays after the pointer left its cell: time enough to reach it. */
const LINGER_MS = 250;

/** The canvas, its keyboard and pointer, and the panel of the cell they are at. */
export function MatrixPicture({ view, axes, query, nowMs, paused }: MatrixPictureProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const width = useSignal(1200), height = useSignal(700);
  const open = useSignal(false), spoken = useSignal("");
  const panel = usePanel(open.value).value;
  const { focus, wanted, move, keep } = useFocus();
  // A person who scrolls goes away from the panel; one who moves by keys takes it along.
  const ownScroll = useRef(false);
  const leaving = useRef<ReturnType<typeof setTimeout>>();
  const wallHeight = query.wall ? height.value : undefined;
  // Names come with the targets, in a snapshot: a delta leaves everything in its place.
  const geometry = useMemo(
    () => layOut(outlineOf(view, axes), query.size, width.value, wallHeight),
    [view.targets, axes, query.size, width.value, wallHeight],
  );
  const spot = spotOf(view, axes, focus.value);
  const pathOf = ({ row, column }: Spot) => ({
    agent: view.agents[axes.rows[row]],
    target: view.targets[axes.columns[column]],
    cell: cellAt(view, axes.rows[row] * view.targets.length + axes.columns[column]),
  });
  const visit = (at: Spot) => {
    const { agent, target } = pathOf(at);
    location.assign(pathUrl(agent.id, target.id));
  };
  const refOf = ({ row, column }: Spot): CellRef => ({
    agentId: view.agents[axes.rows[row]].id,
    targetId: view.targets[axes.columns[column]].id,
  });
  const show = (at: Spot) => {
    clearTimeout(leaving.current);
    move(refOf(at));
    open.value = true;
  };
  const bring = (at: Spot) => {
    const { scrollLeft: left, scrollTop: top, clientWidth, clientHeight } = scroller.current!;
    const part = { left, top, width: clientWidth, height: clientHeight };
    const to = scrollToShow(geometry, at, part);
    ownScroll.current = to.left !== left || to.top !== top;
    scroller.current!.scrollTo(to);
    open.value = true;
  };
  useEffect(() => {
    // Laid out for the real width at last: the cell of the address can be brought into view.
    if (!wanted.current || !spot || width.value !== scroller.current!.clientWidth) return;
    wanted.current = null;
    bring(spot);
  }, [geometry, spot === null]);
  const leave = () => {
    clearTimeout(leaving.current);
    leaving.current = setTimeout(() => open.value = false, LINGER_MS);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      open.value = false;
      keep(null);
    }
    if (event.key === "Enter" && spot) return visit(spot);
    const from = spot ?? { row: 0, column: 0 };
    const to = moved(from, event.key, axes.rows.length, axes.columns.length);
    if (!to) return;
    event.preventDefault();
    clearTimeout(leaving.current);
    keep(refOf(to));
    bring(to);
    const { agent, target, cell } = pathOf(to);
    spoken.value = `${agent.name} to ${target.name}: ${cellWords(cell)}`;
  };
  return (
    <>
      <MatrixCanvas
        {...{ view, axes, geometry, nowMs, scroller, width, height, onKey }}
        hidden={query.hidden}
        focus={spot}
        onPoint={(at) => at ? show(at) : leave()}
        onChoose={(at, byTouch) => {
          if (!byTouch) return visit(at);
          show(at);
          keep(refOf(at));
        }}
        onArrive={() => axes.rows.length && move(refOf(spot ?? { row: 0, column: 0 }))}
        onScroll={() => {
          if (!ownScroll.current) open.value = false;
          ownScroll.current = false;
        }}
      />
      <span class="sr" role="status">{spoken}</span>
      {open.value && spot && panel && (
        <div onPointerEnter={() => clearTimeout(leaving.current)} onPointerLeave={leave}>
          <panel.Panel
            {...pathOf(spot)}
            anchor={boxOfCell(geometry, spot, scroller.current!)}
            nowMs={nowMs}
            refresh={!paused}
            onClose={() =>
              open.value = false}
          />
        </div>
      )}
    </>
  );
}

function outlineOf(view: MatrixView, axes: Axes) {
  const agents = axes.rows.map((row) => view.agents[row]);
  const targets = axes.columns.map((column) => view.targets[column]);
  const longest = (names: { name: string }[]) =>
    names.reduce((most, { name }) => Math.max(most, name.length), 0);
  return {
    rowGroups: agents.map((agent) => agent.group),
    columnGroups: targets.map((target) => target.group),
    longestRowName: longest(agents),
    longestColumnName: longest(targets),
  };
}

/** Where a cell is shown; `null` when a filter or a change of the lists has put it outside. */
function spotOf(view: MatrixView, axes: Axes, cell: CellRef | null): Spot | null {
  if (!cell) return null;
  const row = axes.rows.findIndex((at) => view.agents[at].id === cell.agentId);
  const column = axes.columns.findIndex((at) => view.targets[at].id === cell.targetId);
  return row < 0 || column < 0 ? null : { row, column };
}
