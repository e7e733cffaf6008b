import type { AccountProps, FormProblem } from "./account_props.ts";
import { Refused } from "./Refused.tsx";
import { SecretField } from "./SecretField.tsx";
import { accountWords } from "@/components/words/account.ts";

const SHORTEST_PASSWORD = 8;
export function PasswordForm(
  { account, problem }: { account: AccountProps; problem: FormProblem },
) {
  const words = accountWords();
  return (
    <section class="sect" aria-label={words.password}>
      <div class="sect-head">
        <h2>{words.password}</h2>
      </div>
      {account.hasPassword
        ? (
          <form method="post" class="fields">
            <input type="hidden" name="action" value="password" />
            <input type="hidden" name="username" autocomplete="username" value={account.name} />
            <SecretField
              id="old"
              name="password"
              label={words.old}
              autocomplete="current-password"
            />
            <SecretField
              id="fresh"
              name="fresh"
              label={words.fresh}
              autocomplete="new-password"
              minLength={SHORTEST_PASSWORD}
              hint={words.hint}
            />
            <Refused problem={problem} where="password" />
            <div>
              <button type="submit" class="btn main">{words.changeIt}</button>{" "}
              <span class="small dim">{words.othersEnd}</span>
            </div>
          </form>
        )
        : <p class="dim">{words.elsewhere}</p>}
    </section>
  );
}
