import { alertsWords } from "@/components/words/alerts.ts";
import type { Typed } from "./alert_form.ts";
import { ChoiceField, SettingForm, TextField, TickField } from "./fields.tsx";

const EXAMPLE = "https://";

/** Adds a channel or changes one; which fields there are follows the kind, without a script. */
export function ChannelForm({ typed, problem }: { typed: Typed; problem: string | null }) {
  const words = alertsWords(), kept = typed.id === undefined ? undefined : words.kept;
  return (
    <SettingForm action="/alerts/channels" typed={typed} problem={problem}>
      <div class="fields chan">
        <div class="pair">
          <TextField typed={typed} name="name" label={words.name} required maxLength={100} />
          <ChoiceField typed={typed} name="kind" label={words.kind} choices={words.channelKinds} />
        </div>
        <TextField
          typed={typed}
          name="url"
          label={words.address}
          placeholder={EXAMPLE}
          class="for-web"
        />
        <div class="fields for-mail">
          <div class="pair">
            <TextField typed={typed} name="host" label={words.host} />
            <TextField typed={typed} name="port" label={words.port} type="number" />
          </div>
          <div class="pair">
            <ChoiceField typed={typed} name="tls" label={words.tls} choices={words.tlsKinds} />
            <TextField typed={typed} name="user" label={words.user} />
          </div>
          <TextField typed={typed} name="from" label={words.sender} />
          <div class="field">
            <label for="f-to">{words.receivers}</label>
            <textarea class="input" id="f-to" name="to" rows={2}>{typed.to ?? ""}</textarea>
          </div>
        </div>
        <div class="field for-secret">
          <label for="f-secret">
            <span class="for-sign">{words.secret}</span>
            <span class="for-token">{words.token}</span>
            <span class="for-mail">{words.password}</span>
          </label>
          <input
            class="input"
            id="f-secret"
            name="secret"
            type="password"
            autocomplete="new-password"
            placeholder={kept}
          />
        </div>
        <TickField typed={typed} name="allow_private" label={words.allowPrivate} />
        <TickField typed={typed} name="enabled" label={words.enabled} />
      </div>
    </SettingForm>
  );
}
