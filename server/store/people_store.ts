import type { DatabaseSync } from "node:sqlite";
import { Refusal } from "@/shared/refusal.ts";
import type { ApiToken, PeopleStore, Role, User } from "../domain/people.ts";

type Row = Record<string, unknown>;

const toUser = (row: Row): User => ({
  id: Number(row.id),
  name: String(row.name),
  role: row.role as Role,
  passwordHash: textOrNull(row.password_hash),
  disabled: row.disabled === 1,
  createdAtMs: Number(row.created_at_ms),
  oidcSubject: textOrNull(row.oidc_subject),
  totpSecret: textOrNull(row.totp_secret),
});

const textOrNull = (value: unknown) => value === null ? null : String(value);
const timeOrNull = (value: unknown) => value === null ? null : Number(value);

const toApiToken = (row: Row): ApiToken => ({
  id: Number(row.id),
  name: String(row.name),
  role: row.role as Role,
  createdAtMs: Number(row.created_at_ms),
  lastUsedAtMs: timeOrNull(row.last_used_at_ms),
  expiresAtMs: timeOrNull(row.expires_at_ms),
  revokedAtMs: timeOrNull(row.revoked_at_ms),
});

/** Another administrator could still log in: the condition of taking the role from somebody. */
const NOT_LAST_ADMIN = `(role <> 'admin' OR disabled = 1 OR EXISTS (
  SELECT 1 FROM user AS other WHERE other.id <> user.id AND role = 'admin' AND disabled = 0
  AND (password_hash IS NOT NULL OR oidc_subject IS NOT NULL)))`;

export function sqlitePeopleStore(db: DatabaseSync): PeopleStore {
  const one = <T>(sql: string, to: (row: Row) => T) => {
    const statement = db.prepare(sql);
    return (...values: (string | number)[]): Promise<T | null> => {
      const row = statement.get(...values) as Row | undefined;
      return Promise.resolve(row ? to(row) : null);
    };
  };
  const run = (sql: string) => {
    const statement = db.prepare(sql);
    return (...values: (string | number | null)[]) => statement.run(...values);
  };

  const listUsers = db.prepare("SELECT * FROM user ORDER BY id");
  const listApiTokens = db.prepare("SELECT * FROM api_token ORDER BY id");
  const countUsers = db.prepare("SELECT count(*) AS n FROM user");
  const insertUser = db.prepare(
    `INSERT INTO user (name, role, password_hash, disabled, created_at_ms, oidc_subject, totp_secret)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING *`,
  );
  const insertApiToken = db.prepare(
    `INSERT INTO api_token
       (token_hash, name, role, created_at_ms, last_used_at_ms, expires_at_ms, revoked_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *`,
  );
  const setPassword = run("UPDATE user SET password_hash = ? WHERE id = ?");
  const enable = run("UPDATE user SET disabled = 0 WHERE id = ?");
  const disable = run(`UPDATE user SET disabled = 1 WHERE id = ? AND ${NOT_LAST_ADMIN}`);
  const setRole = run(
    `UPDATE user SET role = ? WHERE id = ? AND (? = 'admin' OR ${NOT_LAST_ADMIN})`,
  );
  const removeUser = run(`DELETE FROM user WHERE id = ? AND ${NOT_LAST_ADMIN}`);
  const touchApiToken = run("UPDATE api_token SET last_used_at_ms = ? WHERE id = ?");
  const revoke = run(
    "UPDATE api_token SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL",
  );

  return {
    countUsers: () => Promise.resolve(Number(countUsers.get()!.n)),
    listUsers: () => Promise.resolve((listUsers.all() as Row[]).map(toUser)),
    userByName: one("SELECT * FROM user WHERE name = ?", toUser),
    userById: one("SELECT * FROM user WHERE id = ?", toUser),
    userByOidcSubject: one("SELECT * FROM user WHERE oidc_subject = ?", toUser),
    addUser: (user) => {
      const { name, role, passwordHash, disabled, createdAtMs, oidcSubject, totpSecret } = user;
      const flag = disabled ? 1 : 0;
      const row = insertUser.get(
        ...[name, role, passwordHash, flag, createdAtMs, oidcSubject, totpSecret],
      );
      if (!row) return Promise.reject(new Refusal("conflict", `there is a user ${name} already`));
      return Promise.resolve(toUser(row as Row));
    },
    setPassword: async (id, hash) => void await setPassword(hash, id),
    setDisabled: (id, disabled) =>
      Promise.resolve((disabled ? disable(id) : enable(id)).changes === 1),
    setRole: (id, role) => Promise.resolve(setRole(role, id, role).changes === 1),
    removeUser: (id) => Promise.resolve(removeUser(id).changes === 1),
    addApiToken: (hash, t) => {
      const row = insertApiToken.get(
        hash,
        t.name,
        t.role,
        t.createdAtMs,
        t.lastUsedAtMs,
        t.expiresAtMs,
        t.revokedAtMs,
      );
      return Promise.resolve(toApiToken(row as Row));
    },
    apiToken: one("SELECT * FROM api_token WHERE token_hash = ?", toApiToken),
    touchApiToken: async (id, nowMs) => void await touchApiToken(nowMs, id),
    listApiTokens: () => Promise.resolve((listApiTokens.all() as Row[]).map(toApiToken)),
    revokeApiToken: (id, nowMs) => Promise.resolve(revoke(nowMs, id).changes === 1),
  };
}
