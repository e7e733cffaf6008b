import { Glyph } from "@/components/state/Glyph.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { enrolWords } from "@/components/words/enrol.ts";
import { refusalsWords } from "@/components/words/refusals.ts";
import { type EnrolForm, EXPIRIES, MOST_USES } from "./enrol_form.ts";

/** The options of a token. A plain form: it works without a script. */
export function EnrolFields({ form, problem }: { form: EnrolForm; problem: string | null }) {
  const words = enrolWords(), lives: Record<string, string> = words.lives;
  return (
    <form method="post" action="/admin/agents/new" class="fields">
      <input type="hidden" name="action" value="enrol" />
      {problem && (
        <p class="error" role="alert">
          <Glyph name="fail" />
          <Visible text={refusalsWords().say(problem)} />
        </p>
      )}
      <div class="field">
        <label for="enrol-name">{words.name}</label>
        <input
          class="input"
          id="enrol-name"
          name="name"
          maxLength={200}
          placeholder={words.itsHostName}
          value={form.name}
        />
      </div>
      <div class="pair">
        <div class="field">
          <label for="enrol-uses">{words.uses}</label>
          <input
            class="input num"
            id="enrol-uses"
            name="uses"
            type="number"
            min={1}
            max={MOST_USES}
            value={form.uses}
          />
        </div>
        <div class="field">
          <label for="enrol-expires">{words.expires}</label>
          <select class="select" id="enrol-expires" name="expires">
            {Object.keys(EXPIRIES).map((key) => (
              <option key={key} value={key} selected={key === form.expires}>
                {lives[key]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <label class="check">
        <input type="checkbox" name="pre_approved" checked={form.preApproved} />
        <span>{words.preApproved}</span>
      </label>
      <button type="submit" class="btn main">{words.make}</button>
    </form>
  );
}
