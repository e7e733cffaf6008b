import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { MatrixAgent, MatrixTarget } from "@/shared/live/matrix.ts";
import type { PathNotes } from "@/shared/note_run.ts";
import { kindOfAddress } from "@/shared/target_address.ts";
import { PathTracks } from "@/components/chart/PathTracks.tsx";
import { usePoll } from "@/components/live/use_poll.ts";
import { type ListChange, listChangesOf } from "@/components/admin/targets_answer.ts";
import { targetEvents } from "@/components/path/target_events.ts";
import { agentEvents, type AgentLogLine, agentLogOf } from "@/components/path/agent_events.ts";
import { useClock } from "@/components/live/use_clock.ts";
import { cellWords } from "@/components/matrix/cell_text.ts";
import { BothSides } from "@/components/path/BothSides.tsx";
import { ClockNote } from "@/components/path/ClockNote.tsx";
import { ComparePaths } from "@/components/path/ComparePaths.tsx";
import { noteEvents, starvedStretches } from "@/components/path/note_events.ts";
import { agentUrl, targetUrl } from "@/components/path/page_urls.ts";
import { binEvents, pointEvents } from "@/components/path/path_events.ts";
import { lastMinute } from "@/components/path/path_state.ts";
import {
  endsOf,
  type PathQuery,
  type PathRef,
  RANGES,
  writePathQuery,
} from "@/components/path/path_range.ts";
import { PathEvents } from "@/components/path/PathEvents.tsx";
import { PathFigures } from "@/components/path/PathFigures.tsx";
import { RangeTools } from "@/components/path/RangeTools.tsx";
import { pathUrl } from "@/components/path/results_answer.ts";
import { unpackPoints, unpackStretch } from "@/components/path/path_start.ts";
import { pathData, usePathData } from "@/components/path/use_path_data.ts";
import type { SeenBin } from "@/components/path/seen_answer.ts";
import { useSeen } from "@/components/path/use_seen.ts";
import { WayBack } from "@/components/path/WayBack.tsx";
import { Glyph } from "@/components/state/Glyph.tsx";
import { formatClock } from "@/components/text/format.ts";
import { MomentIn } from "@/components/text/MomentIn.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { pathWords } from "@/components/words/path.ts";
import { liveWords } from "@/components/words/live.ts";

/** A path and its name. */
export interface NamedPath extends PathRef {
  name: string;
}

interface PathViewProps {
  agent: MatrixAgent;
  target: MatrixTarget;
  /** The last hour, as `packPoints()` writes it. */
  points: string;
  /** What was noted on them. */
  notes: PathNotes;
  /** The agent's connections, newest first. */
  log: AgentLogLine[];
  /** Unix time of the server in milliseconds. */
  nowMs: number;
  query: PathQuery;
  /** The range of `query` as `packStretch()` writes it, where that is not the last hour. */
  stretch: string | null;
  /** The same way in the other direction, when the target is an agent too. */
  back: NamedPath | null;
  /** Paths that may be compared: the agent's others, and others' to the target. */
  others: NamedPath[];
}

const MAX_EVENTS = 20, LOG_POLL_MS = 15_000;

/** One path over any stretch of time: state, figures, graph, events, the way back. */
export default function PathView(props: PathViewProps) {
  const words = pathWords(), live = liveWords();
  const { agent, target, notes, nowMs, back, others } = props;
  const path = { agentId: agent.id, targetId: target.id };
  const query = useSignal(props.query), alive = useSignal(false);
  useEffect(() => {
    alive.value = true;
  }, []);
  const now = useClock(nowMs, true);
  const hour = { name: "1h" as const };
  const serverNow = () => now.value;
  const firstHour = useMemo(
    () => pathData(unpackPoints(props.points), notes, nowMs - RANGES["1h"], nowMs),
    [],
  );
  const stretch = useMemo(() => props.stretch === null ? null : unpackStretch(props.stretch), []);
  const recent = usePathData(path, hour, serverNow, firstHour).value;
  const isHour = "name" in query.value.range && query.value.range.name === "1h";
  const isFirst = query.value.range === props.query.range;
  const chosen =
    usePathData(isHour ? null : path, query.value.range, serverNow, isFirst ? stretch : null)
      .value;
  const { data, stale } = isHour ? recent : chosen;
  const isPing = kindOfAddress(target.address) === "icmp";
  const seen = useSeen(isPing ? path : null, query.value.range, serverNow).value;
  const compared = useCompared(query.value, serverNow);
  const change = (next: Partial<PathQuery>) => {
    query.value = { ...query.value, ...next };
    history.replaceState(null, "", hrefOf({}));
  };
  // Links: without script, the server shows what they say.
  const hrefOf = (next: Partial<PathQuery>) =>
    pathUrl(agent.id, target.id) +
    writePathQuery({ ...query.value, ...next }, new URLSearchParams(globalThis.location?.search));
  const cell = lastMinute(recent.data?.points ?? [], target.warnMs, now.value);
  const changes = useMemo(
    () =>
      data?.points
        ? pointEvents(data.points, target.warnMs, MAX_EVENTS)
        : binEvents(data?.bins ?? [], MAX_EVENTS),
    [data],
  );
  const runs = data?.notes.runs ?? [];
  const marks = useMemo(
    () => changes.slice(0, 12).reverse().map(({ atMs }, n) => ({ atMs, letter: LETTERS[n] })),
    [changes],
  );
  const starved = useMemo(() => starvedStretches(runs), [data]);
  const fixed = !("name" in query.value.range);
  const ends = data ?? { ...endsOf(query.value.range, nowMs), bins: [], points: null };
  const logUrl = `/api/v1/agents/${agent.id}/events`;
  const log = usePoll(logUrl, agentLogOf, props.log, LOG_POLL_MS).value.value;
  const listUrl = `/api/v1/targets/revisions?limit=${MAX_EVENTS}&target=${target.id}`;
  const listed = usePoll(listUrl, listChangesOf, NO_CHANGES, LOG_POLL_MS, 0).value.value;
  const events = [
    ...changes,
    ...targetEvents(listed, target.id, ends, MAX_EVENTS),
    ...noteEvents(runs, MAX_EVENTS),
    ...agentEvents(log, ends, MAX_EVENTS),
  ].sort((a, b) => b.atMs - a.atMs);
  return (
    <>
      <div class="head">
        <h1 class="wrap">
          <a href={agentUrl(agent.id)}>
            <Visible text={agent.name} />
          </a>{" "}
          →{" "}
          <a href={targetUrl(target.id)}>
            <Visible text={target.name} />
          </a>
        </h1>
        <span class={`state ${cell.state}`}>
          <Glyph name={cell.state} />
          <span>{cellWords(cell)}</span>
        </span>
        <span class="dim small wide">
          <code>{target.address}</code> · {kindOfAddress(target.address)} ·{" "}
          {words.slowOver(target.warnMs)}
        </span>
        <span
          class="live push"
          data-live={stale
            ? "reconnecting"
            : fixed
            ? "paused"
            : alive.value
            ? "live"
            : "connecting"}
          role="status"
        >
          <i />
          <span>
            {stale
              ? (
                <MomentIn atMs={ends.toMs} say={live.reconnecting}>
                  {formatClock(ends.toMs)}
                </MomentIn>
              )
              : fixed
              ? words.fixed
              : alive.value
              ? live.live
              : live.connecting}
          </span>
        </span>
      </div>
      <RangeTools
        path={path}
        range={query.value.range}
        ends={ends}
        data={data}
        fileName={`${agent.id}-${target.id}`}
        hrefOf={(range) => hrefOf({ range })}
        onChange={(range) => change({ range })}
      />
      <div class="sect">
        <PathFigures data={data} lastUs={cell.rttUs} />
      </div>
      <ClockNote points={data?.points ?? null} />
      <div class="split">
        <div class="charts">
          {data
            ? (
              <PathTracks
                bins={data.bins}
                fromMs={data.fromMs}
                toMs={data.toMs}
                binMs={data.binMs}
                compared={compared}
                marks={marks}
                label={words.tracksOf(agent.name, target.name)}
                starved={starved}
                seen={seen?.farEnds.length ? seen.bins : NOTHING_SEEN}
                onZoom={(fromMs, toMs) =>
                  change({ range: { fromMs: Math.round(fromMs), toMs: Math.round(toMs) } })}
              />
            )
            : (
              <p class="empty dim" role="status">
                {stale ? words.noAnswer : words.loading}
              </p>
            )}
          {seen && <BothSides seen={seen} />}
          <ComparePaths
            others={others}
            hrefOf={(compare) => hrefOf({ compare })}
            kept={writePathQuery({ ...query.value, compare: [] }, new URLSearchParams())}
            compared={query.value.compare}
            onChange={(compare) => change({ compare })}
          />
        </div>
        <div>
          {back && <WayBack path={back} now={serverNow} />}
          <PathEvents events={events} letters={marks} nowMs={ends.toMs} />
        </div>
      </div>
    </>
  );
}

const NO_CHANGES: ListChange[] = [];
const NOTHING_SEEN: SeenBin[] = [];
const LETTERS = "abcdefghijkl";

/** The compared paths over the same stretch; at most four, so four hooks. */
function useCompared({ range, compare }: PathQuery, now: () => number) {
  const loads = [
    usePathData(compare[0] ?? null, range, now),
    usePathData(compare[1] ?? null, range, now),
    usePathData(compare[2] ?? null, range, now),
    usePathData(compare[3] ?? null, range, now),
  ];
  // Told apart by place: one that is taken off the list leaves nothing behind.
  useEffect(() => {
    loads.forEach((load, n) => compare[n] || (load.value = { data: null, stale: false }));
  }, [compare.length]);
  const shown = loads.map(({ value: { data } }) => data);
  return useMemo(() => compare.map((_, n) => shown[n]?.bins ?? []), [compare.length, ...shown]);
}
