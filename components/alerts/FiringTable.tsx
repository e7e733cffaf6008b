import { Glyph } from "@/components/state/Glyph.tsx";
import { stateWord } from "@/components/state/state_words.ts";
import { Ago } from "@/components/text/Ago.tsx";
import { formatCount, formatMs, formatPercent } from "@/components/text/format.ts";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import type { FiringView } from "./alert_view.ts";

/** Paths of one alert that are named. */
const SHOWN = 3;

/** What fires now, newest first. */
export function FiringTable({ alerts, nowMs }: { alerts: readonly FiringView[]; nowMs: number }) {
  const words = alertsWords();
  return (
    <table class="table stack">
      <HeadRow names={[words.what, words.rule, words.since, words.paths]} />
      <tbody>
        {alerts.map((alert) => (
          <tr key={`${alert.rule.id} ${alert.subject}`}>
            <td class="name">
              <span class="state fail">
                <Glyph name={alert.rule.severity === "critical" ? "fail" : "slow"} />
                <b>
                  <Visible text={alert.name} />
                </b>
              </span>
            </td>
            <td>
              <Visible text={alert.rule.name} />{" "}
              <span class="faint">{words.severities[alert.rule.severity]}</span>
              {alert.muted && <span class="badge">{words.muted}</span>}
              {alert.flapping && <span class="badge">{words.flapping}</span>}
            </td>
            <td class="nowrap">
              <Ago atMs={alert.sinceMs} nowMs={nowMs} />
            </td>
            <td>
              <FiringPaths alert={alert} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FiringPaths({ alert: { paths, badPaths } }: { alert: FiringView }) {
  const words = alertsWords(), more = badPaths - Math.min(paths.length, SHOWN);
  return (
    <ul class="small">
      {paths.slice(0, SHOWN).map(({ agent, target, state, lossPercent, rttUs }) => (
        <li key={`${agent} ${target}`}>
          <span class={`state ${state}`}>
            <Glyph name={state} />
            <span>{stateWord(state)}</span>
          </span>{" "}
          <Visible text={agent} /> → <Visible text={target} />{" "}
          <span class="faint">
            {words.lossOf(formatPercent(lossPercent))}
            {rttUs !== null && ` · ${formatMs(rttUs)}`}
          </span>
        </li>
      ))}
      {more > 0 && <li class="faint">{words.more(formatCount(more))}</li>}
    </ul>
  );
}
