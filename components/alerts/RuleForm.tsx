import { MAX_ROUNDS } from "@/shared/alerts.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { alertsWords } from "@/components/words/alerts.ts";
import type { Typed } from "./alert_form.ts";
import type { ScopeChoices } from "./alert_view.ts";
import { ChoiceField, ScopeField, SettingForm, TextField, TickField } from "./fields.tsx";

interface RuleFormProps {
  typed: Typed;
  problem: string | null;
  choices: ScopeChoices;
  /** Names of the channels by number. */
  channels: ReadonlyMap<number, string>;
}

/** Adds a rule or changes one. */
export function RuleForm({ typed, problem, choices, channels }: RuleFormProps) {
  const words = alertsWords();
  const percentiles = Object.fromEntries(
    Object.entries(words.percentiles).map(([value, word]) => [value, word]),
  );
  return (
    <SettingForm action="/alerts/rules" typed={typed} problem={problem}>
      <div class="pair">
        <TextField typed={typed} name="name" label={words.name} required maxLength={100} />
        <ChoiceField
          typed={typed}
          name="severity"
          label={words.severity}
          choices={words.severities}
        />
      </div>
      <div class="fields cond">
        <ChoiceField
          typed={typed}
          name="condition"
          label={words.condition}
          choices={words.conditions}
        />
        <TextField
          typed={typed}
          name="percent"
          label={words.lossPercent}
          type="number"
          step="any"
          class="for-loss"
        />
        <div class="pair for-rtt">
          <ChoiceField
            typed={typed}
            name="percentile"
            label={words.percentile}
            choices={percentiles}
          />
          <TextField typed={typed} name="ms" label={words.overMs} type="number" step="any" />
        </div>
      </div>
      <div class="pair">
        <TextField
          typed={typed}
          name="bad"
          label={words.badRounds}
          type="number"
          min={1}
          max={MAX_ROUNDS}
        />
        <TextField
          typed={typed}
          name="of"
          label={words.ofRounds}
          type="number"
          min={1}
          max={MAX_ROUNDS}
        />
      </div>
      <div class="pair">
        <TextField typed={typed} name="agents" label={words.agents} type="number" min={1} />
        <TextField
          typed={typed}
          name="clear_rounds"
          label={words.clearRounds}
          type="number"
          min={1}
          max={1000}
        />
      </div>
      <div class="pair">
        <ScopeField typed={typed} choices={choices} />
        <ChoiceField typed={typed} name="per" label={words.per} choices={words.pers} />
      </div>
      <fieldset class="ticks">
        <legend class="label">{words.tells}</legend>
        {channels.size === 0 && <span class="faint small">{words.nobody}</span>}
        {[...channels].map(([id, name]) => (
          <label class="tick" key={id}>
            <input
              type="checkbox"
              name="channels"
              value={id}
              checked={(typed.channels ?? "").split(",").includes(String(id))}
            />{" "}
            <Visible text={name} />
          </label>
        ))}
      </fieldset>
      <TickField typed={typed} name="enabled" label={words.enabled} />
    </SettingForm>
  );
}
