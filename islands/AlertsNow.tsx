import type { FiringView } from "@/components/alerts/alert_view.ts";
import { firingOf, historyOf, type HistoryView } from "@/components/alerts/alerts_answer.ts";
import { FiringTable } from "@/components/alerts/FiringTable.tsx";
import { HistoryTable } from "@/components/alerts/HistoryTable.tsx";
import { useClock } from "@/components/live/use_clock.ts";
import { usePoll } from "@/components/live/use_poll.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { formatClock } from "@/components/text/format.ts";
import { alertsWords } from "@/components/words/alerts.ts";
import { liveWords } from "@/components/words/live.ts";

interface AlertsNowProps {
  firing: FiringView[];
  history: HistoryView;
  /** Lines of the history on one page. */
  lines: number;
  /** The history is an older page, which nothing is added to. */
  isOld: boolean;
  hasRules: boolean;
  /** Whether this person may add a rule. */
  mayAdd: boolean;
  /** Unix time of the server in milliseconds. */
  nowMs: number;
}

/** Rules are judged as often. */
const POLL_MS = 5_000;

/** What fires and what happened, as it happens; both are there without a script, as of their load. */
export default function AlertsNow(props: AlertsNowProps) {
  const { firing: first, history, lines, isOld, hasRules, mayAdd, nowMs } = props;
  const words = alertsWords(), live = liveWords();
  const { value, stale, live: state } = usePoll("/api/v1/alerts", firingOf, first, POLL_MS);
  const now = useClock(nowMs, !stale.value), firing = value.value;
  const badge = stale.value ? "reconnecting" : state.value === "live" ? "live" : "connecting";
  return (
    <>
      <section class="sect" aria-label={words.firing}>
        <div class="sect-head">
          <h2>{words.firing}</h2>
          <span class="faint small">{firing.length || ""}</span>
          <span class="live push" data-live={badge} role="status">
            <i />
            <span>{stale.value ? live.reconnecting(formatClock(now.value)) : live.live}</span>
          </span>
        </div>
        {firing.length > 0
          ? <FiringTable alerts={firing} nowMs={now.value} />
          : hasRules
          ? (
            <p class="state ok">
              <Glyph name="ok" />
              <span>{words.noneFiring}</span>
            </p>
          )
          : (
            <p class="dim">
              {words.noRules} {mayAdd && <a href="/alerts/rules">{words.addFirst}</a>}
            </p>
          )}
      </section>
      <section class="sect" aria-label={words.history}>
        <div class="sect-head">
          <h2>{words.history}</h2>
        </div>
        {isOld
          ? <History history={history} isOld />
          : <NewestHistory history={history} lines={lines} />}
      </section>
    </>
  );
}

/** New lines come on top; the browser keeps in place what somebody reads below. */
function NewestHistory({ history, lines }: { history: HistoryView; lines: number }) {
  const url = `/api/v1/alerts/history?limit=${lines}`;
  const { value } = usePoll(url, historyOf, history, POLL_MS);
  return <History history={value.value} isOld={false} />;
}

function History({ history: { events, next }, isOld }: { history: HistoryView; isOld: boolean }) {
  const words = alertsWords();
  return (
    <>
      {events.length > 0 ? <HistoryTable events={events} /> : <p class="dim">{words.noHistory}</p>}
      <p class="pager">
        {isOld && <a class="btn quiet" href="/alerts">{words.newest}</a>}
        {next !== null && <a class="btn quiet" href={`/alerts?before=${next}`}>{words.older}</a>}
      </p>
    </>
  );
}
