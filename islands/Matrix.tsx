import { useComputed, useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { copyCells, type MatrixView } from "@/shared/live/matrix.ts";
import { readMatrix } from "@/shared/live/matrix_message.ts";
import { LiveHead } from "@/components/live/LiveHead.tsx";
import { useClock } from "@/components/live/use_clock.ts";
import { useLive } from "@/components/live/use_live.ts";
import { EmptyMatrix } from "@/components/matrix/EmptyMatrix.tsx";
import { Legend } from "@/components/matrix/Legend.tsx";
import { matrixFormat } from "@/components/matrix/matrix_format.ts";
import { type MatrixQuery, writeMatrixQuery } from "@/components/matrix/matrix_query.ts";
import { MatrixPicture } from "@/components/matrix/MatrixPicture.tsx";
import { MatrixTools } from "@/components/matrix/MatrixTools.tsx";
import { PathTable } from "@/components/matrix/PathTable.tsx";
import { SteadyAxes } from "@/components/matrix/steady_axes.ts";
import { useWall } from "@/components/matrix/use_wall.ts";
import { type Axes, countStates } from "@/components/matrix/visible_axes.ts";
import { Words } from "@/components/matrix/Words.tsx";
import { plainly } from "@/components/shell/ChoiceLinks.tsx";
import { formatCount } from "@/components/text/format.ts";
import { matrixWords } from "@/components/words/matrix.ts";

interface MatrixProps {
  /** The matrix as the server sent the page; `null` when it is too large to send twice. */
  initial: MatrixView | null;
  query: MatrixQuery;
  /** Unix time of the server in milliseconds. */
  nowMs: number;
  canManage: boolean;
}

/** The live matrix: agents by targets, with filters, pause, panel and table. */
export default function Matrix({ initial, query: firstQuery, nowMs, canManage }: MatrixProps) {
  const view = useSignal(initial);
  const frozen = useSignal<{ view: MatrixView; atMs: number } | null>(null);
  const query = useSignal(firstQuery);
  const connection = useLive<Uint8Array>("matrix", (body) => {
    const next = readMatrix(view.value, body);
    if (next) view.value = next;
    return next !== null;
  }, matrixFormat);
  const now = useClock(view.value?.sentAtMs ?? nowMs, connection.value === "live");
  const shown = frozen.value?.view ?? view.value;
  const shownAtMs = frozen.value?.atMs ?? now.value;
  const steady = useRef(new SteadyAxes()).current;
  const axes = useComputed(() => {
    const whole = frozen.value?.view ?? view.value;
    return whole && steady.of(whole, query.value);
  });
  const change = (next: MatrixQuery) => {
    query.value = next;
    const search = writeMatrixQuery(next, new URLSearchParams(location.search));
    history.replaceState(null, "", location.pathname + search);
  };
  useWall(query.value.wall, () => change({ ...query.value, wall: false }));
  const words = matrixWords(), paused = frozen.value !== null;
  const pause = () => {
    const seen = view.value;
    frozen.value = paused || !seen
      ? null
      : { view: { ...seen, ...copyCells(seen) }, atMs: now.value };
  };
  return (
    <div class={query.value.wall ? "whole wall" : "whole"}>
      <LiveHead
        title={words.title}
        connection={connection.value}
        pausedAtMs={frozen.value?.atMs ?? null}
        nowMs={shownAtMs}
        onPause={pause}
      >
        {shown && sizeInWords(shown)}
        {query.value.wall && (
          <a
            class="btn quiet"
            href={`/${writeMatrixQuery({ ...query.value, wall: false }, new URLSearchParams())}`}
            onClick={plainly(() => change({ ...query.value, wall: false }))}
          >
            {words.leaveFullScreen}
          </a>
        )}
      </LiveHead>
      {shown && axes.value
        ? (
          <Body
            {...{ view: shown, axes: axes.value, query: query.value, nowMs: shownAtMs }}
            {...{ paused, canManage, change }}
          />
        )
        : <p class="empty dim">{words.loading}</p>}
    </div>
  );
}

interface BodyProps {
  view: MatrixView;
  axes: Axes;
  query: MatrixQuery;
  nowMs: number;
  paused: boolean;
  canManage: boolean;
  change(query: MatrixQuery): void;
}

function Body({ view, axes, query, nowMs, paused, canManage, change }: BodyProps) {
  const counts = useMemo(() => countStates(view), [view]);
  // What is the same object as the last time is not looked through again, which is every second.
  const tools = useMemo(
    () => <MatrixTools query={query} counts={counts} paused={paused} onChange={change} />,
    [query, paused, ...Object.values(counts)],
  );
  const needsScript = useMemo(() => <NeedsScript query={query} />, [query]);
  const legend = useMemo(() => <Legend />, []);
  if (!view.agents.length || !view.targets.length) {
    const { agents, targets } = view;
    return <EmptyMatrix agents={agents.length} targets={targets.length} canManage={canManage} />;
  }
  return (
    <>
      <Words view={view} nowMs={nowMs} />
      {!query.wall && tools}
      {axes.rows.length === 0
        ? <p class="empty dim" role="status">{matrixWords().nothingFits}</p>
        : query.asTable
        ? <PathTable view={view} axes={axes} hidden={query.hidden} />
        : (
          <>
            {needsScript}
            <MatrixPicture {...{ view, axes, query, nowMs, paused }} />
          </>
        )}
      {!query.asTable && !query.wall && legend}
    </>
  );
}

function NeedsScript({ query }: { query: MatrixQuery }) {
  const words = matrixWords();
  return (
    <p class="plain-only empty dim">
      {words.needsScript}{" "}
      <a href={`/${writeMatrixQuery({ ...query, asTable: true }, new URLSearchParams())}`}>
        {words.asTable}
      </a>
    </p>
  );
}

function sizeInWords({ agents, targets }: MatrixView): string {
  const words = matrixWords();
  return words.size(
    words.agents(formatCount(agents.length), agents.length === 1),
    words.targets(formatCount(targets.length), targets.length === 1),
  );
}
