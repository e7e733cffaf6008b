import { useLayoutEffect, useRef } from "preact/hooks";
import type { Cell, MatrixAgent, MatrixTarget } from "@/shared/live/matrix.ts";
import type { NoteRun } from "@/shared/note_run.ts";
import { kindOfAddress } from "@/shared/target_address.ts";
import { RttPlot } from "@/components/chart/RttPlot.tsx";
import { certificateWords } from "@/components/path/certificate_words.ts";
import { httpFigures } from "@/components/path/http_figures.ts";
import { EventText } from "@/components/path/EventText.tsx";
import { noteEvents } from "@/components/path/note_events.ts";
import { pathFigures } from "@/components/path/path_figures.ts";
import { pathUrl } from "@/components/path/results_answer.ts";
import { usePathPoints } from "@/components/path/use_path_points.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { stateWord } from "@/components/state/state_words.ts";
import { formatClock, formatDuration, formatMs, formatPercent } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { matrixWords } from "@/components/words/matrix.ts";
import { notesWords } from "@/components/words/notes.ts";
import { type Box, placePanel } from "./geometry.ts";

interface HoverPanelProps {
  agent: MatrixAgent;
  target: MatrixTarget;
  cell: Cell;
  /** The cell's place on the page. */
  anchor: Box;
  nowMs: number;
  /** False while the page is frozen: the panel then stays as it is. */
  refresh: boolean;
  onClose(): void;
}

/** The last hour of one cell: graph and figures. */
export function HoverPanel(props: HoverPanelProps) {
  const { agent, target, cell, anchor, nowMs, refresh, onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const path = { agentId: agent.id, targetId: target.id };
  const { points, runs, error } = usePathPoints(path, refresh ? agent.lastRoundAtMs : 0, 120).value;
  useLayoutEffect(() => {
    const { width, height } = panel.current!.getBoundingClientRect();
    const page = {
      left: scrollX,
      top: scrollY,
      width: document.documentElement.clientWidth,
      height: document.documentElement.clientHeight,
    };
    const { left, top } = placePanel(anchor, { width, height }, page);
    panel.current!.style.left = `${left}px`;
    panel.current!.style.top = `${top}px`;
  });
  const words = matrixWords();
  return (
    <aside ref={panel} class="tip" aria-label={words.panelLabel}>
      <div class="title">
        <Glyph name={cell.state} class={cell.state} />
        <b>
          <bdi>
            <Visible text={agent.name} />
          </bdi>
          →
          <bdi>
            <Visible text={target.name} />
          </bdi>
        </b>
        <a class="push" href={pathUrl(agent.id, target.id)}>{words.openPath}</a>
        <button
          type="button"
          class="btn quiet close"
          aria-label={words.closePanel}
          onClick={onClose}
        >
          ×
        </button>
      </div>
      <p class="small dim">
        <code>{target.address}</code> · {kindOfAddress(target.address)} · {stateWord(cell.state)}
        {cell.sinceMs !== undefined && (
          <>
            {" "}
            <Moment atMs={cell.sinceMs}>
              {words.sinceFor(formatClock(cell.sinceMs), formatDuration(nowMs - cell.sinceMs))}
            </Moment>
          </>
        )}
      </p>
      {points === null || points.length === 0
        ? (
          <p class="note">
            {error ? words.notAvailable(error) : points ? words.noResults : words.loading}
          </p>
        )
        : <RttPlot compact points={points} nowMs={nowMs} label={words.plotLabel} />}
      <PanelFigures cell={cell} points={points ?? []} />
      <LastNote runs={runs} nowMs={nowMs} />
    </aside>
  );
}

/** What was noted last, and when the certificate ends if that is near. */
function LastNote({ runs, nowMs }: { runs: readonly NoteRun[]; nowMs: number }) {
  const [event] = noteEvents(runs, 1);
  const end = httpFigures(null, runs)?.certificateEndMs ?? null;
  const certificate = end === null ? null : certificateWords(end, nowMs);
  return (
    <>
      {event && (
        <p class="small dim wrap">
          <Moment atMs={event.atMs}>{formatClock(event.atMs)}</Moment> <EventText event={event} />
        </p>
      )}
      {certificate && certificate.state !== "ok" && (
        <p class={`small ${certificate.state}`}>
          <Moment atMs={end!}>{notesWords().theCertificate(certificate.text)}</Moment>
        </p>
      )}
    </>
  );
}

function PanelFigures({ cell, points }: {
  cell: Cell;
  points: Parameters<typeof pathFigures>[0];
}) {
  const { medianUs, p95Us, lossPercent, sent } = pathFigures(points);
  const words = matrixWords();
  return (
    <dl class="figs tight">
      <div>
        <dt>{words.last}</dt>
        <dd>{formatMs(cell.rttUs)}</dd>
      </div>
      <div>
        <dt>{words.median}</dt>
        <dd>{formatMs(medianUs)}</dd>
      </div>
      <div>
        <dt>p95</dt>
        <dd>{formatMs(p95Us)}</dd>
      </div>
      <div>
        <dt>{words.lost}</dt>
        <dd>{sent ? formatPercent(lossPercent) : "–"}</dd>
      </div>
    </dl>
  );
}
