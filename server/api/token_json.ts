import type { ApiToken } from "../domain/people.ts";

const time = (atMs: number | null) => atMs === null ? null : new Date(atMs).toISOString();

/** A token as it is listed: without the token itself. */
export function tokenJson(token: ApiToken) {
  const { id, name, role, createdAtMs, lastUsedAtMs, expiresAtMs, revokedAtMs } = token;
  return {
    id,
    name,
    role,
    created_at: new Date(createdAtMs).toISOString(),
    last_used: time(lastUsedAtMs),
    expires_at: time(expiresAtMs),
    revoked_at: time(revokedAtMs),
  };
}
