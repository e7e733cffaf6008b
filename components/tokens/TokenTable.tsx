import { Confirm } from "@/components/admin/Confirm.tsx";
import { Ago } from "@/components/text/Ago.tsx";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { shellWords } from "@/components/words/shell.ts";
import { tokensWords } from "@/components/words/tokens.ts";

/** A token as it is listed. Times are Unix milliseconds. */
export interface TokenView {
  id: number;
  name: string;
  role: "admin" | "operator" | "viewer";
  createdAtMs: number;
  lastUsedAtMs: number | null;
  expiresAtMs: number | null;
  revokedAtMs: number | null;
}

/** The tokens for programs; what is over stays in sight. */
export function TokenTable({ tokens, nowMs }: { tokens: readonly TokenView[]; nowMs: number }) {
  const words = tokensWords();
  return (
    <table class="table stack">
      <HeadRow
        names={[words.name, words.role, words.created, words.lastUsed, words.expires]}
        actions={words.change}
      />
      <tbody>
        {tokens.map((token) => <TokenRow key={token.id} token={token} nowMs={nowMs} />)}
      </tbody>
    </table>
  );
}

function TokenRow({ token, nowMs }: { token: TokenView; nowMs: number }) {
  const words = tokensWords();
  const { id, name, role, createdAtMs, lastUsedAtMs, expiresAtMs, revokedAtMs } = token;
  const isExpired = expiresAtMs !== null && expiresAtMs <= nowMs;
  const isOver = revokedAtMs !== null || isExpired;
  return (
    <tr class={isOver ? "faint" : undefined}>
      <td class="name">
        <b>
          <Visible text={name} />
        </b>
        {revokedAtMs !== null
          ? <span class="badge">{words.revoked}</span>
          : isExpired && <span class="badge">{words.expired}</span>}
      </td>
      <td>{shellWords().roles[role]}</td>
      <td class="nowrap" data-k={words.created}>
        <Ago atMs={createdAtMs} nowMs={nowMs} />
      </td>
      <td class="nowrap" data-k={words.lastUsed}>
        <Ago atMs={lastUsedAtMs} nowMs={nowMs} />
      </td>
      <td class="nowrap" data-k={words.expires}>
        {expiresAtMs === null ? words.never : <Moment atMs={expiresAtMs} />}
      </td>
      <td class="acts">
        {!isOver && (
          <Confirm summary={words.revoke} quiet>
            <span>{words.revokes(name)}</span>
            <form method="post" action="/admin/tokens">
              <input type="hidden" name="id" value={id} />
              <button type="submit" name="action" value="revoke" class="btn danger">
                {words.revokeIt}
              </button>
            </form>
          </Confirm>
        )}
      </td>
    </tr>
  );
}
