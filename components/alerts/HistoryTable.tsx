import { Glyph } from "@/components/state/Glyph.tsx";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import type { EventView } from "./alert_view.ts";

const GLYPHS = { fired: "fail", cleared: "ok", flapping: "slow", settled: "ok" } as const;

/** What happened, newest first. */
export function HistoryTable({ events }: { events: readonly EventView[] }) {
  const words = alertsWords();
  return (
    <table class="table stack">
      <HeadRow names={[words.when, words.event, words.what, words.rule, words.detail]} />
      <tbody>
        {events.map(({ id, atMs, rule, name, kind, told, detail }) => (
          <tr key={id}>
            <td>
              <Moment atMs={atMs} class="nowrap" />
            </td>
            <td class="nowrap">
              <span class={`state ${GLYPHS[kind]}`}>
                <Glyph name={GLYPHS[kind]} />
                <span>{words.kinds[kind]}</span>
              </span>
            </td>
            <td class="name">
              <Visible text={name} />
            </td>
            <td class="name">
              <Visible text={rule} />
            </td>
            <td class="small wrap">
              {detail !== "" && (
                <span>
                  <Visible text={detail} />
                </span>
              )}
              {!told && <span class="badge">{words.notTold}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
