import { type AlertWindow, isOpen } from "@/shared/alerts.ts";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import type { ScopeChoices } from "./alert_view.ts";
import { RowActions } from "./RowActions.tsx";
import { scopeWords } from "./RuleTable.tsx";

interface WindowTableProps {
  windows: readonly AlertWindow[];
  choices: ScopeChoices;
  mayChange: boolean;
  nowMs: number;
}

/** The maintenance windows. */
export function WindowTable({ windows, choices, mayChange, nowMs }: WindowTableProps) {
  const words = alertsWords();
  return (
    <table class="table stack">
      <HeadRow
        names={[words.name, words.begins, words.ends, words.repeat, words.about]}
        actions={mayChange ? words.change : undefined}
      />
      <tbody>
        {windows.map((window) => (
          <tr key={window.id}>
            <td class="name">
              <b>
                <Visible text={window.name} />
              </b>
              {isOpen(window, nowMs) && <span class="badge">{words.open}</span>}
            </td>
            <td data-k={words.begins}>
              <Moment atMs={Date.parse(window.from)} class="nowrap" />
            </td>
            <td data-k={words.ends}>
              <Moment atMs={Date.parse(window.to)} class="nowrap" />
            </td>
            <td>{words.repeats[window.repeat]}</td>
            <td>
              <Visible text={scopeWords(window.scope, choices)} />
            </td>
            {mayChange && (
              <td class="acts">
                <RowActions
                  page="/alerts/windows"
                  id={window.id}
                  name={window.name}
                  warning={words.removeWindow(window.name)}
                />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
