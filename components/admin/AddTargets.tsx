import { Glyph } from "@/components/state/Glyph.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { refusalsWords } from "@/components/words/refusals.ts";
import { targetsWords } from "@/components/words/targets.ts";
import { IntervalSelect } from "./IntervalSelect.tsx";
import type { PastedLine } from "./paste_targets.ts";
import { PasteHelp } from "./PasteHelp.tsx";
import { type AddForm, inputsOf, type Problem, problemInWords } from "./target_form.ts";

const EXAMPLE = "192.0.2.1, gw.example.net\nmail.example.net:25 # mail\nhttps://www.example.net/";
/** Lines with a problem that are shown; the others are counted. */
const MAX_SHOWN = 50;

interface AddTargetsProps {
  form: AddForm;
  /** What was typed as it was understood, with what is wrong with each line. */
  lines: readonly PastedLine[];
  /** What is wrong with none of the lines in particular. */
  problems: readonly Problem[];
  /** Something was sent and refused, not only typed. */
  refused: boolean;
  /** So many were added, and the lines with problems were left. */
  added: number;
  onType?(text: string): void;
}

/** Adds one target or many; what was typed stays beside what is wrong with it. */
export function AddTargets({ form, lines, problems, refused, added, onType }: AddTargetsProps) {
  const words = targetsWords();
  const bad = lines.filter((line) => line.problems.length > 0);
  const invalid = bad.length > 0 || problems.length > 0;
  return (
    <form method="post" action="/admin/targets" class="fields">
      <div class="field">
        <label for="addresses">{words.addresses}</label>
        <textarea
          class="input mono"
          id="addresses"
          name="addresses"
          rows={6}
          required
          spellcheck={false}
          autocapitalize="none"
          placeholder={EXAMPLE}
          defaultValue={form.addresses}
          aria-invalid={invalid ? "true" : undefined}
          aria-describedby={invalid ? "add-problems" : undefined}
          onInput={({ currentTarget }) => onType?.(currentTarget.value)}
        />
        {added > 0 && <p class="small" role="status">{words.addedSome(added)}</p>}
        {lines.length > 0 && (
          <p class="small dim" role="status">
            {words.understood(inputsOf(lines).length, bad.length)}
          </p>
        )}
        {invalid && (
          <div id="add-problems" class="error" role={refused ? "alert" : undefined}>
            <ul>
              {problems.map((problem) => (
                <li>
                  <Glyph name="fail" />
                  <Visible text={problemInWords(problem)} />
                </li>
              ))}
            </ul>
            <BadLines lines={bad} />
            {refused && <p>{words.nothingAdded}</p>}
          </div>
        )}
        <PasteHelp />
      </div>
      <div class="pair">
        <div class="field">
          <label for="add-group">{words.group}</label>
          <input
            class="input"
            id="add-group"
            name="group"
            maxLength={100}
            defaultValue={form.group}
          />
        </div>
        <div class="field">
          <label for="add-warn">{words.slowOverMs}</label>
          <input
            class="input num"
            id="add-warn"
            name="warn_ms"
            inputMode="decimal"
            placeholder="200"
            defaultValue={form.warnMs}
          />
        </div>
      </div>
      <div class="pair">
        <div class="field">
          <label for="add-name">{words.nameIfOne}</label>
          <input class="input" id="add-name" name="name" maxLength={200} defaultValue={form.name} />
        </div>
        <div class="field">
          <label for="add-interval">{words.every}</label>
          <IntervalSelect id="add-interval" value={form.intervalS} />
        </div>
      </div>
      <span class="joined">
        <button type="submit" class="btn main" name="action" value="add">{words.add}</button>
        {refused && bad.length > 0 && bad.length < lines.length && (
          <button type="submit" class="btn" name="action" value="add_good">
            {words.addOthers}
          </button>
        )}
      </span>
    </form>
  );
}

/** Each line that is wrong, as it was typed, with what is wrong with it. */
function BadLines({ lines }: { lines: readonly PastedLine[] }) {
  const words = targetsWords(), say = refusalsWords().say;
  return (
    <ol class="bad-lines">
      {lines.slice(0, MAX_SHOWN).map(({ line, text, problems }) => (
        <li key={line}>
          <span class="faint">{words.lineNumber(line)}</span>{" "}
          <code class="wrap">
            <Visible text={text.trim().slice(0, 200)} />
          </code>
          {problems.map((problem, n) => (
            <span key={n} class="why">
              <Glyph name="fail" />
              <Visible text={say(problem)} />
            </span>
          ))}
        </li>
      ))}
      {lines.length > MAX_SHOWN && <li>{words.moreLines(lines.length - MAX_SHOWN)}</li>}
    </ol>
  );
}
