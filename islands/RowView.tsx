import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Cell } from "@/shared/live/matrix.ts";
import { usePoll } from "@/components/live/use_poll.ts";
import { agentUrl, targetUrl } from "@/components/path/page_urls.ts";
import { pathUrl } from "@/components/path/results_answer.ts";
import { rowCellsOf } from "@/components/path/row_cells.ts";
import {
  ROW_RANGE_NAMES,
  ROW_SORTS,
  rowEnds,
  type RowLoad,
  type RowQuery,
  ROWS_AT_ONCE,
  writeRowQuery,
} from "@/components/path/row_query.ts";
import { rowFigures, sortPaths } from "@/components/path/row_series.ts";
import { RowTable } from "@/components/path/RowTable.tsx";
import { type RowRef, useRow } from "@/components/path/use_row.ts";
import { ChoiceLinks, plainly } from "@/components/shell/ChoiceLinks.tsx";
import { formatClock, formatCount } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { MomentIn } from "@/components/text/MomentIn.tsx";
import { zoneName } from "@/components/text/moment_text.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { liveWords } from "@/components/words/live.ts";
import { pathWords } from "@/components/words/path.ts";
import { rowsWords } from "@/components/words/rows.ts";

interface RowViewProps {
  row: RowRef;
  title: string;
  /** Of a target. */
  address: string;
  /** Of an agent. */
  connected: boolean;
  /** The other ends, and the path to each as it is now. */
  others: { id: string; name: string; address: string }[];
  cells: Cell[];
  nowMs: number;
  query: RowQuery;
  /** Its history as the page was sent. */
  first: RowLoad;
}

const CELLS_POLL_MS = 5_000;

/** All paths of one agent or to one target: as they are now, and over a chosen range. */
export default function RowView(props: RowViewProps) {
  const { row, title, address, others, nowMs } = props;
  const words = rowsWords(), path = pathWords(), live = liveWords();
  const other = row.kind === "agent" ? "target" : "agent";
  const query = useSignal(props.query), alive = useSignal(false);
  useEffect(() => {
    alive.value = true;
  }, []);
  const firstState = {
    atMs: nowMs,
    cells: new Map(others.map(({ id }, n) => [id, props.cells[n]])),
    connected: new Set(props.connected ? [row.id] : []) as ReadonlySet<string>,
  };
  const { value: state, stale } = usePoll(
    `/api/v1/matrix?${row.kind}=${encodeURIComponent(row.id)}`,
    (answer) => rowCellsOf(answer, other),
    firstState,
    CELLS_POLL_MS,
  );
  // The server's time: what a reader's own clock says may be wrong by minutes.
  const opened = useRef({ nowMs, atMs: performance.now() }).current;
  const serverNow = () => Math.round(opened.nowMs + performance.now() - opened.atMs);
  // Of what is left out of an answer (a target that is gone), the last that is known stays.
  const cellOf = (id: string) => state.value.cells.get(id) ?? firstState.cells.get(id)!;
  const order = useSignal(
    sortPaths(
      others.map((one) => {
        const bins = props.first.series.get(one.id);
        return { ...one, cell: cellOf(one.id), figures: bins ? rowFigures(bins) : null };
      }),
      query.value.sort,
    ),
  );
  const ids = order.value.slice(0, query.value.rows);
  const load = useRow(row, ids, query.value.range, serverNow, props.first).value;
  const known = load.range === query.value.range ? load : null;
  const byId = new Map(others.map((one) => [one.id, one]));
  const pathOf = (id: string) => {
    const bins = known?.series.get(id) ?? null;
    const href = row.kind === "agent" ? pathUrl(row.id, id) : pathUrl(id, row.id);
    return { ...byId.get(id)!, href, cell: cellOf(id), bins, figures: bins && rowFigures(bins) };
  };
  // Rows never move by themselves: who reads one is not to lose it. They offer to be sorted again.
  const sorted = sortPaths(order.value.map(pathOf), query.value.sort);
  const moved = sorted.slice(0, query.value.rows).filter((id, n) => id !== ids[n]).length;
  const change = (next: Partial<RowQuery>) => {
    query.value = { ...query.value, ...next };
    if (next.sort) order.value = sortPaths(order.value.map(pathOf), next.sort);
    history.replaceState(null, "", hrefOf(query.value));
  };
  // Links: without script, the server shows what they say.
  const hrefOf = (next: RowQuery) =>
    rowPath(row) + writeRowQuery(next, new URLSearchParams(globalThis.location?.search));
  const withMore = { ...query.value, rows: query.value.rows + ROWS_AT_ONCE };
  const old = stale.value || known?.stale === true;
  const { fromMs, toMs } = known ?? rowEnds(query.value.range, nowMs);
  const connected = state.value.connected.has(row.id);
  return (
    <>
      <div class="head">
        <h1 class="wrap">
          <Visible text={title} />
        </h1>
        <span class="dim small">
          {row.kind === "target"
            ? path.targetAt(address)
            : connected
            ? path.agentConnected
            : path.agentAway}
        </span>
        <span
          class="live push"
          data-live={old ? "reconnecting" : alive.value ? "live" : "connecting"}
          role="status"
        >
          <i />
          <span>
            {old
              ? <MomentIn atMs={toMs} say={live.reconnecting}>{formatClock(toMs)}</MomentIn>
              : alive.value
              ? live.live
              : live.connecting}
          </span>
        </span>
      </div>
      <div class="tools">
        <ChoiceLinks
          label={path.timeRange}
          choices={ROW_RANGE_NAMES.map((name) => [name, path.ranges[name]])}
          chosen={query.value.range}
          hrefOf={(range) => hrefOf({ ...query.value, range })}
          onChoose={(range) => change({ range })}
        />
        <span class="dim small">
          <Moment atMs={fromMs} /> – <Moment atMs={toMs} />{" "}
          <span class="faint wide">{zoneName()}</span>
        </span>
        <span class="push state">
          {moved > 0 && known && (
            <button
              type="button"
              class="btn quiet"
              onClick={() => order.value = sorted}
            >
              {words.sortAgain(moved)}
            </button>
          )}
          <span class="small dim">{words.sort}</span>
          <ChoiceLinks
            label={words.sort}
            choices={ROW_SORTS.map((sort) => [sort, words.sorts[sort]])}
            chosen={query.value.sort}
            hrefOf={(sort) => hrefOf({ ...query.value, sort })}
            onChoose={(sort) => change({ sort })}
          />
        </span>
      </div>
      <div class="sect">
        {others.length === 0
          ? <p class="dim">{row.kind === "agent" ? path.noTargets : path.noAgents}</p>
          : (
            <RowTable
              paths={ids.map(pathOf)}
              other={other}
              range={path.ranges[query.value.range]}
            />
          )}
        {order.value.length > ids.length && (
          <p>
            <a class="btn" href={hrefOf(withMore)} onClick={plainly(() => change(withMore))}>
              {words.more(formatCount(order.value.length - ids.length))}
            </a>
          </p>
        )}
      </div>
    </>
  );
}

const rowPath = ({ kind, id }: RowRef) => kind === "agent" ? agentUrl(id) : targetUrl(id);
