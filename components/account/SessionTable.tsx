import { Confirm } from "@/components/admin/Confirm.tsx";
import { Ago } from "@/components/text/Ago.tsx";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import type { AccountProps, FormProblem } from "./account_props.ts";
import { browserName } from "./browser_name.ts";
import { Refused } from "./Refused.tsx";
import { SecretField } from "./SecretField.tsx";
import { accountWords } from "@/components/words/account.ts";

interface SessionTableProps {
  account: AccountProps;
  nowMs: number;
  problem: FormProblem;
}

export function SessionTable({ account, nowMs, problem }: SessionTableProps) {
  const words = accountWords();
  const { sessions, hasPassword } = account;
  return (
    <section class="sect" aria-label={words.sessions}>
      <div class="sect-head">
        <h2>{words.sessions}</h2>
      </div>
      <Refused problem={problem} where="end" />
      <Refused problem={problem} where="end-others" />
      <table class="table stack">
        <HeadRow
          names={[words.browser, words.address]}
          numbers={[words.begun, words.used]}
          actions={words.change}
        />
        <tbody>
          {sessions.map(({ id, current, createdAtMs, lastUsedAtMs, address, userAgent }) => (
            <tr key={id}>
              <td class="name" title={userAgent}>
                <b>
                  <Visible text={browserName(userAgent)} />
                </b>{" "}
                {current && <span class="dim">· {words.current}</span>}
              </td>
              <td class="mono">
                <Visible text={address || "–"} />
              </td>
              <td class="num" data-k={words.begun}>
                <Ago atMs={createdAtMs} nowMs={nowMs} />
              </td>
              <td class="num" data-k={words.used}>
                <Ago atMs={lastUsedAtMs} nowMs={nowMs} />
              </td>
              <td class="acts">
                {!current && (
                  <Confirm summary={words.end} quiet>
                    <form method="post" class="fields">
                      <input type="hidden" name="id" value={id} />
                      {hasPassword && <Again id={`end-${id}`} />}
                      <button type="submit" name="action" value="end" class="btn danger">
                        {words.endIt}
                      </button>
                    </form>
                  </Confirm>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sessions.length > 1 && (
        <div class="acts-row">
          <Confirm summary={words.endOthers}>
            <form method="post" class="fields">
              {hasPassword && <Again id="end-others" />}
              <button type="submit" name="action" value="end-others" class="btn danger">
                {words.endThem}
              </button>
            </form>
          </Confirm>
        </div>
      )}
    </section>
  );
}

function Again({ id }: { id: string }) {
  const words = accountWords();
  return <SecretField id={id} name="password" label={words.sure} autocomplete="current-password" />;
}
