import { alertsWords } from "@/components/words/alerts.ts";
import type { Typed } from "./alert_form.ts";
import type { ScopeChoices } from "./alert_view.ts";
import { ChoiceField, ScopeField, SettingForm, TextField } from "./fields.tsx";

interface WindowFormProps {
  typed: Typed;
  problem: string | null;
  choices: ScopeChoices;
}

/** Adds a maintenance window or changes one. */
export function WindowForm({ typed, problem, choices }: WindowFormProps) {
  const words = alertsWords();
  return (
    <SettingForm action="/alerts/windows" typed={typed} problem={problem}>
      <TextField typed={typed} name="name" label={words.name} required maxLength={100} />
      <TextField typed={typed} name="from" label={words.from} type="datetime-local" required />
      <TextField typed={typed} name="to" label={words.to} type="datetime-local" required />
      <div class="pair">
        <ScopeField typed={typed} choices={choices} />
        <ChoiceField typed={typed} name="repeat" label={words.repeat} choices={words.repeats} />
      </div>
    </SettingForm>
  );
}
