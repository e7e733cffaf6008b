import { type LocatedWatcher, watchersOf } from "@/components/admin/watchers_answer.ts";
import { useClock } from "@/components/live/use_clock.ts";
import { usePoll } from "@/components/live/use_poll.ts";
import { formatDuration } from "@/components/text/format.ts";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { PlaceWords } from "@/components/traffic/PlaceWords.tsx";
import { watchersWords } from "@/components/words/watchers.ts";

const POLL_MS = 3_000;
/** Rows shown; a list without end helps nobody. */
const ROWS = 200;

/** Who has a live page open now. */
export default function WatcherList({ nowMs }: { nowMs: number }) {
  const none: LocatedWatcher[] | null = null;
  const { value, stale } = usePoll<LocatedWatcher[] | null>(
    "/api/v1/watchers",
    watchersOf,
    none,
    POLL_MS,
    0,
  );
  const now = useClock(nowMs, !stale.value);
  const words = watchersWords(), watchers = value.value;
  return (
    <section class="sect" aria-label={words.title}>
      <div class="sect-head">
        <h2>{words.title}</h2>
        <span class="faint small" role="status">
          {watchers === null ? words.asking : words.count(watchers.length)}
        </span>
      </div>
      {stale.value && <p class="error" role="alert">{words.stale}</p>}
      {watchers !== null && watchers.length > 0 && (
        <table class="table stack">
          <HeadRow
            names={[words.person, words.address, words.place, words.page]}
            numbers={[words.since]}
          />
          <tbody>
            {watchers.slice(0, ROWS).map((watcher, i) => (
              <tr key={i}>
                <td>
                  <Visible text={watcher.person} />
                </td>
                <td class="mono">{watcher.address}</td>
                <td>{watcher.place && <PlaceWords place={watcher.place} />}</td>
                <td>{words.topics[watcher.topic]}</td>
                <td class="num dim">
                  <Moment atMs={watcher.sinceMs}>
                    {formatDuration(now.value - watcher.sinceMs)}
                  </Moment>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {watchers !== null && watchers.length > ROWS && (
        <p class="small faint">{words.more(watchers.length - ROWS)}</p>
      )}
    </section>
  );
}
