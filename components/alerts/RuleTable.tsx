import type { AlertRule, Scope } from "@/shared/alerts.ts";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import { formatPercent } from "@/components/text/format.ts";
import { conditionChoice } from "./alert_form.ts";
import type { ScopeChoices } from "./alert_view.ts";
import { RowActions } from "./RowActions.tsx";

interface RuleTableProps {
  rules: readonly AlertRule[];
  /** Names of the channels by number; empty for who may not know them. */
  channels: ReadonlyMap<number, string>;
  choices: ScopeChoices;
  mayChange: boolean;
}

/** The rules, each in words. */
export function RuleTable({ rules, channels, choices, mayChange }: RuleTableProps) {
  const words = alertsWords();
  return (
    <table class="table stack">
      <HeadRow
        names={[words.name, words.condition, words.scope, words.tells]}
        actions={mayChange ? words.change : undefined}
      />
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id}>
            <td class="name">
              <b>
                <Visible text={rule.name} />
              </b>{" "}
              <span class="faint">{words.severities[rule.severity]}</span>
              {!rule.enabled && <span class="badge">{words.off}</span>}
            </td>
            <td>
              {conditionWords(rule)}{" "}
              <span class="faint nowrap">
                {words.saysRounds(rule.rounds.bad, rule.rounds.of)} ·{" "}
                {words.saysAgents(rule.agents)}
              </span>
            </td>
            <td data-k={words.scope}>
              <Visible text={scopeWords(rule.scope, choices)} />{" "}
              {rule.per === "group" && <span class="faint">{words.pers.group}</span>}
            </td>
            <td data-k={words.tells}>
              <Visible
                text={rule.channels.map((id) => channels.get(id) ?? `#${id}`).join(", ") ||
                  words.nobody}
              />
            </td>
            {mayChange && (
              <td class="acts">
                <RowActions
                  page="/alerts/rules"
                  id={rule.id}
                  name={rule.name}
                  warning={words.removeRule(rule.name)}
                />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A condition in a few words. */
function conditionWords({ condition }: AlertRule): string {
  const words = alertsWords();
  if (condition.kind === "loss") return words.saysLoss(formatPercent(condition.percent));
  if (condition.kind === "rtt") return words.saysRtt(condition.percentile, condition.ms);
  return words.conditions[conditionChoice(condition)];
}

/** A scope by the names people know. */
export function scopeWords(scope: Scope, { targets }: ScopeChoices): string {
  if (scope.kind === "all") return alertsWords().everyTarget;
  if (scope.kind === "group") return scope.group;
  return targets.find(({ id }) => id === scope.target)?.name ?? scope.target;
}
