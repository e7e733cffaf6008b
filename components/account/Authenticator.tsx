import { Confirm } from "@/components/admin/Confirm.tsx";
import type { AccountProps, FormProblem } from "./account_props.ts";
import { QrCode } from "./QrCode.tsx";
import { Refused } from "./Refused.tsx";
import { SecretField } from "./SecretField.tsx";
import { accountWords } from "@/components/words/account.ts";

interface AuthenticatorProps {
  account: AccountProps;
  /** Waits for its first code. */
  started: { secret: string; uri: string } | null;
  /** Fresh ones, shown once. */
  recoveryCodes: readonly string[];
  problem: FormProblem;
}

export function Authenticator({ account, started, recoveryCodes, problem }: AuthenticatorProps) {
  const words = accountWords();
  return (
    <section class="sect" aria-label={words.authenticator} id="authenticator">
      <div class="sect-head">
        <h2>{words.authenticator}</h2>
      </div>
      {recoveryCodes.length > 0
        ? <RecoveryCodes codes={recoveryCodes} />
        : started
        ? <FirstCode started={started} problem={problem} />
        : account.hasPassword
        ? <OnOrOff account={account} problem={problem} />
        : <p class="dim">{words.byProvider}</p>}
    </section>
  );
}

function OnOrOff({ account, problem }: { account: AccountProps; problem: FormProblem }) {
  const words = accountWords();
  const { secondFactor, recoveryCodes } = account;
  const begin = (
    <form method="post" class="fields">
      <SecretField
        id="totp-password"
        name="password"
        label={words.sure}
        autocomplete="current-password"
      />
      <button type="submit" name="action" value="totp-start" class="btn main">{words.start}</button>
    </form>
  );
  return (
    <>
      <p class="dim">{secondFactor ? words.on(recoveryCodes) : words.off}</p>
      {["totp-start", "totp-confirm", "totp-remove"].map((where) => (
        <Refused key={where} problem={problem} where={where} />
      ))}
      {secondFactor
        ? (
          <div class="acts-row">
            <Confirm summary={words.again} quiet>{begin}</Confirm>
            <Confirm summary={words.remove} quiet>
              <form method="post" class="fields">
                <SecretField
                  id="totp-remove"
                  name="password"
                  label={words.sure}
                  autocomplete="current-password"
                />
                <button type="submit" name="action" value="totp-remove" class="btn danger">
                  {words.removeIt}
                </button>
              </form>
            </Confirm>
          </div>
        )
        : begin}
    </>
  );
}

function FirstCode(
  { started, problem }: { started: { secret: string; uri: string }; problem: FormProblem },
) {
  const words = accountWords();
  return (
    <form method="post" class="fields">
      <p>{words.scan}</p>
      <QrCode text={started.uri} label={words.qr} />
      <p class="small">
        {words.key} <code class="wrap">{started.secret.match(/.{1,4}/g)!.join(" ")}</code>
      </p>
      <div class="field">
        <label for="code">{words.code}</label>
        <input
          class="input mono short"
          id="code"
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          required
          maxLength={10}
          autofocus
        />
      </div>
      <Refused problem={problem} where="totp-confirm" />
      <button type="submit" name="action" value="totp-confirm" class="btn main">
        {words.confirm}
      </button>
    </form>
  );
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const words = accountWords();
  return (
    <>
      <p role="status">{words.saveCodes}</p>
      <ul class="codes mono">
        {codes.map((code) => <li key={code}>{code}</li>)}
      </ul>
    </>
  );
}
