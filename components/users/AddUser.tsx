import { refusalsWords } from "@/components/words/refusals.ts";
import { Glyph } from "@/components/state/Glyph.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { ROLE_NAMES } from "./user_row.ts";
import { shellWords } from "@/components/words/shell.ts";
import { usersWords } from "@/components/words/users.ts";

interface AddUserProps {
  typed: { name: string; role: string };
  problem: string | null;
}

export function AddUser({ typed, problem }: AddUserProps) {
  const words = usersWords();
  return (
    <section class="sect" aria-label={words.add}>
      <div class="sect-head">
        <h2>{words.add}</h2>
      </div>
      <form method="post" action="/admin/users" class="fields">
        {problem && (
          <p class="error" role="alert" id="add-problem">
            <Glyph name="fail" />
            <Visible text={refusalsWords().say(problem)} />
          </p>
        )}
        <div class="pair">
          <div class="field">
            <label for="user-name">{words.name}</label>
            <input
              class="input"
              id="user-name"
              name="name"
              required
              maxLength={64}
              value={typed.name}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              aria-invalid={problem ? "true" : undefined}
              aria-describedby={problem ? "add-problem" : undefined}
            />
          </div>
          <div class="field">
            <label for="user-role">{words.role}</label>
            <select class="select" id="user-role" name="role">
              {ROLE_NAMES.map((role) => (
                <option key={role} value={role} selected={role === typed.role}>
                  {shellWords().roles[role]}
                </option>
              ))}
            </select>
          </div>
        </div>
        <p class="small dim">{words.roles}</p>
        <div class="field">
          <label for="user-password">{words.password}</label>
          <input
            class="input"
            id="user-password"
            name="password"
            type="password"
            autocomplete="new-password"
            maxLength={512}
            aria-describedby="user-password-hint"
          />
          <span class="small dim" id="user-password-hint">{words.hint}</span>
        </div>
        <button type="submit" name="action" value="add" class="btn main">{words.button}</button>
      </form>
    </section>
  );
}
