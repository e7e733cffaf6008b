import { ZonedLabel } from "@/components/text/ZonedLabel.tsx";
import { ZONE_FIELD } from "@/components/text/zoned_time.ts";
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
  const words = alertsWords(), zone = typed[ZONE_FIELD] ?? "UTC";
  return (
    <SettingForm action="/alerts/windows" typed={typed} problem={problem}>
      <TextField typed={typed} name="name" label={words.name} required maxLength={100} />
      <input type="hidden" name={ZONE_FIELD} value={zone} />
      {(["from", "to"] as const).map((name) => (
        <TextField
          key={name}
          typed={typed}
          name={name}
          label={<ZonedLabel label={words[name]} zone={zone} />}
          type="datetime-local"
          required
        />
      ))}
      <div class="pair">
        <ScopeField typed={typed} choices={choices} />
        <ChoiceField typed={typed} name="repeat" label={words.repeat} choices={words.repeats} />
      </div>
    </SettingForm>
  );
}
