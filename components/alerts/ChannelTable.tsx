import { Glyph } from "@/components/state/Glyph.tsx";
import { formatAgo, formatCount } from "@/components/text/format.ts";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { MomentIn } from "@/components/text/MomentIn.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import type { ChannelView } from "./alert_view.ts";
import { RowActions } from "./RowActions.tsx";

interface ChannelTableProps {
  channels: readonly ChannelView[];
  nowMs: number;
  /** Number of the channel whose test message has just arrived. */
  tested: number | null;
}

/** The channels, how they do, and a button that tries each. */
export function ChannelTable({ channels, nowMs, tested }: ChannelTableProps) {
  const words = alertsWords();
  return (
    <table class="table stack">
      <HeadRow
        names={[words.name, words.kind, words.address, words.health]}
        actions={words.change}
      />
      <tbody>
        {channels.map(({ channel, health }) => (
          <tr key={channel.id}>
            <td class="name">
              <b>
                <Visible text={channel.name} />
              </b>
              {!channel.enabled && <span class="badge">{words.off}</span>}
            </td>
            <td>{words.channelKinds[channel.kind]}</td>
            <td class="mono wrap">
              {channel.kind === "email"
                ? `${channel.host}:${channel.port}`
                : new URL(channel.url).host}
            </td>
            <td>
              <ChannelHealth health={health} nowMs={nowMs} />
              {tested === channel.id && (
                <p class="ok small" role="status">
                  <Glyph name="tick" /> {words.testSent}
                </p>
              )}
            </td>
            <td class="acts">
              <form method="post" action="/alerts/channels" class="inline">
                <input type="hidden" name="id" value={channel.id} />
                <button type="submit" name="action" value="test" class="btn quiet">
                  {words.test}
                </button>
              </form>{" "}
              <RowActions
                page="/alerts/channels"
                id={channel.id}
                name={channel.name}
                warning={words.removeChannel(channel.name)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChannelHealth({ health, nowMs }: { health: ChannelView["health"]; nowMs: number }) {
  const words = alertsWords(), { waiting, sent, dropped, lastSentAtMs, lastError } = health;
  return (
    <>
      <span class="small">
        {lastSentAtMs === null
          ? words.neverSent
          : (
            <MomentIn atMs={lastSentAtMs} say={(ago) => words.sent(formatCount(sent), ago)}>
              {formatAgo(lastSentAtMs, nowMs)}
            </MomentIn>
          )}
        {waiting > 0 && ` · ${words.waiting(formatCount(waiting))}`}
        {dropped > 0 && ` · ${words.dropped(formatCount(dropped))}`}
      </span>
      {lastError !== null && (
        <p class="error">
          <Glyph name="fail" />
          <Visible text={lastError} />
        </p>
      )}
    </>
  );
}
