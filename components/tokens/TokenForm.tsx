import { Glyph } from "@/components/state/Glyph.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { refusalsWords } from "@/components/words/refusals.ts";
import { shellWords } from "@/components/words/shell.ts";
import { tokensWords } from "@/components/words/tokens.ts";

/** What was typed, to keep it beside an error. */
export interface TokenTyped {
  name: string;
  role: string;
  /** Days; empty for no end. */
  days: string;
}

/** Makes a token. */
export function TokenForm({ typed, problem }: { typed: TokenTyped; problem: string | null }) {
  const words = tokensWords(), roles = shellWords().roles;
  return (
    <form method="post" action="/admin/tokens" class="fields">
      {problem !== null && (
        <p class="error" role="alert">
          <Glyph name="fail" />
          <Visible text={refusalsWords().say(problem)} />
        </p>
      )}
      <div class="field">
        <label for="token-name">{words.name}</label>
        <input
          class="input"
          id="token-name"
          name="name"
          required
          maxLength={64}
          autocomplete="off"
          value={typed.name}
        />
      </div>
      <div class="pair">
        <div class="field">
          <label for="token-role">{words.role}</label>
          <select class="select" id="token-role" name="role">
            {Object.entries(roles).map(([role, word]) => (
              <option key={role} value={role} selected={role === typed.role}>{word}</option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="token-days">{words.life}</label>
          <select class="select" id="token-days" name="days">
            {Object.entries(words.lives).map(([days, word]) => (
              <option key={days} value={days} selected={days === typed.days}>{word}</option>
            ))}
          </select>
        </div>
      </div>
      <button type="submit" name="action" value="add" class="btn main">{words.add}</button>
    </form>
  );
}
