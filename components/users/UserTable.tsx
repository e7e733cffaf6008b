import { Confirm } from "@/components/admin/Confirm.tsx";
import { Glyph } from "@/components/state/Glyph.tsx";
import { Ago } from "@/components/text/Ago.tsx";
import { HeadRow } from "@/components/text/HeadRow.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { ROLE_NAMES, type UserRow } from "./user_row.ts";
import { shellWords } from "@/components/words/shell.ts";
import { usersWords } from "@/components/words/users.ts";

interface UserTableProps {
  users: readonly UserRow[];
  nowMs: number;
  ownName: string;
}

export function UserTable({ users, nowMs, ownName }: UserTableProps) {
  const words = usersWords();
  return (
    <section class="sect" aria-label={words.title}>
      <div class="sect-head">
        <h2>{words.title}</h2>
      </div>
      <table class="table stack">
        <HeadRow
          names={[words.name, words.role, words.status]}
          numbers={[words.used]}
          actions={words.change}
        />
        <tbody>
          {users.map((user) => (
            <Row key={user.id} user={user} nowMs={nowMs} own={user.name === ownName} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const GLYPHS = { active: "ok", invited: "wait", disabled: "nodata" } as const;

function Row({ user, nowMs, own }: { user: UserRow; nowMs: number; own: boolean }) {
  const words = usersWords();
  const { name, role, status, external, secondFactor, lastUsedAtMs } = user;
  const notes = [external && words.provider, secondFactor && words.code].filter(Boolean);
  return (
    <tr>
      <td class="name">
        <b>
          <Visible text={name} />
        </b>{" "}
        {own && <span class="dim">· {words.you}</span>}
        {notes.length > 0 && <div class="small dim">{notes.join(" · ")}</div>}
      </td>
      <td data-k={words.role}>{shellWords().roles[role]}</td>
      <td data-k={words.status}>
        <span class="state">
          <Glyph name={GLYPHS[status]} class={status === "active" ? "ok" : "nodata"} />
          <span>{words.statuses[status]}</span>
        </span>
      </td>
      <td class="num" data-k={words.used}>
        {lastUsedAtMs === null ? words.never : <Ago atMs={lastUsedAtMs} nowMs={nowMs} />}
      </td>
      <td class="acts">
        <Actions user={user} />
      </td>
    </tr>
  );
}

function Actions({ user: { id, name, role, status, external, secondFactor } }: { user: UserRow }) {
  const words = usersWords();
  return (
    <Confirm summary={words.more} quiet>
      <form method="post" action="/admin/users" class="user-acts">
        <input type="hidden" name="id" value={id} />
        {!external && (
          <span class="role">
            <select class="select" name="role" aria-label={`${words.role}: ${name}`}>
              {ROLE_NAMES.map((known) => (
                <option key={known} value={known} selected={known === role}>
                  {shellWords().roles[known]}
                </option>
              ))}
            </select>
            <Act action="role" label={words.save} main />
          </span>
        )}
        {!external && status !== "disabled" && <Act action="link" label={words.link} />}
        <Act action="end-sessions" label={words.endSessions} />
        {secondFactor && <Act action="no-code" label={words.noCode} />}
        {status === "disabled"
          ? <Act action="enable" label={words.enable} />
          : <Act action="disable" label={words.disable} />}
        <button type="submit" name="action" value="remove" class="btn danger">
          {words.remove}
        </button>
        <span class="small dim">{words.removed}</span>
      </form>
    </Confirm>
  );
}

function Act({ action, label, main = false }: { action: string; label: string; main?: boolean }) {
  return (
    <button type="submit" name="action" value={action} class={main ? "btn main" : "btn"}>
      {label}
    </button>
  );
}
