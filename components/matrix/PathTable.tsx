import { useMemo } from "preact/hooks";
import type { CellState } from "@/shared/cell_state.ts";
import { cellAt, type MatrixView, stateAt } from "@/shared/live/matrix.ts";
import { pathUrl } from "@/components/path/results_answer.ts";
import { targetUrl } from "@/components/path/page_urls.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { STATES_BY_URGENCY, stateWord } from "@/components/state/state_words.ts";
import { formatMs, formatPercent } from "@/components/text/format.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { matrixWords } from "@/components/words/matrix.ts";
import type { Axes } from "./visible_axes.ts";

/** More rows than a reader wants or a browser likes; the filter finds the others. */
const ROWS = 500;
/** The table changes as often as an agent reports: a reader, or a screen reader, needs time. */
const TURN_MS = 5_000;

interface PathTableProps {
  view: MatrixView;
  axes: Axes;
  hidden: readonly CellState[];
}

/** The matrix as a list of paths, worst first: for screen readers, phones and copying. */
export function PathTable({ view, axes, hidden }: PathTableProps) {
  const turn = Math.floor(view.sentAtMs / TURN_MS);
  return useMemo(() => paths(view, axes, hidden), [turn, view.targets, axes, hidden]);
}

function paths(view: MatrixView, axes: Axes, hidden: readonly CellState[]) {
  const words = matrixWords();
  const paths = pathsByUrgency(view, axes, hidden);
  return (
    <div class="paths">
      <table class="table">
        <caption class="sr">{words.listCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.agent}</th>
            <th scope="col">{words.target}</th>
            <th scope="col" class="wide">{words.address}</th>
            <th scope="col" class="num">{words.last}</th>
            <th scope="col" class="num wide">{words.median}</th>
            <th scope="col" class="num">{words.lost}</th>
          </tr>
        </thead>
        <tbody>
          {paths.slice(0, ROWS).map((index) => <PathRow key={index} view={view} index={index} />)}
        </tbody>
      </table>
      {paths.length > ROWS && (
        <p class="small dim more">
          {words.worstOf(ROWS, paths.length)}
        </p>
      )}
    </div>
  );
}

function PathRow({ view, index }: { view: MatrixView; index: number }) {
  const width = view.targets.length, cell = cellAt(view, index);
  const agent = view.agents[Math.floor(index / width)], target = view.targets[index % width];
  // Most rows are as they were a second ago.
  return useMemo(() => (
    <tr>
      <td>
        <span class={`state ${cell.state}`}>
          <Glyph name={cell.state} />
          <span>{stateWord(cell.state)}</span>
        </span>
      </td>
      <td class="name">
        <a href={pathUrl(agent.id, target.id)}>
          <Visible text={agent.name} />{" "}
          <span class="sr">{matrixWords().toTarget(target.name)}</span>
        </a>
      </td>
      <td class="name">
        <a href={targetUrl(target.id)}>
          <Visible text={target.name} />
        </a>
      </td>
      <td class="mono wide">{target.address}</td>
      <td class="num">{formatMs(cell.rttUs)}</td>
      <td class="num wide">{formatMs(cell.medianUs)}</td>
      <td class="num">{cell.state === "nodata" ? "–" : formatPercent(cell.lossPercent)}</td>
    </tr>
  ), [view.targets, index, cell.state, cell.rttUs, cell.medianUs, cell.lossPercent]);
}

function pathsByUrgency(view: MatrixView, axes: Axes, hidden: readonly CellState[]): number[] {
  const byState = new Map<CellState, number[]>(STATES_BY_URGENCY.map((state) => [state, []]));
  for (const row of axes.rows) {
    for (const column of axes.columns) {
      const index = row * view.targets.length + column;
      byState.get(stateAt(view, index))!.push(index);
    }
  }
  return STATES_BY_URGENCY.flatMap((state) => hidden.includes(state) ? [] : byState.get(state)!);
}
