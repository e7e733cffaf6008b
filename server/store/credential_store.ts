import type { DatabaseSync } from "node:sqlite";
import type { CredentialStore } from "../domain/people.ts";

export function sqliteCredentialStore(db: DatabaseSync): CredentialStore {
  const putLink = db.prepare(
    `INSERT INTO password_link (user_id, key_hash, expires_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (user_id) DO UPDATE SET key_hash = excluded.key_hash,
     expires_at_ms = excluded.expires_at_ms`,
  );
  const linkOwner = db.prepare(
    "SELECT user_id AS id FROM password_link WHERE key_hash = ? AND expires_at_ms > ?",
  );
  const useLink = db.prepare("DELETE FROM password_link WHERE key_hash = ? AND expires_at_ms > ?");
  const setSecret = db.prepare("UPDATE user SET totp_secret = ?, totp_step = ? WHERE id = ?");
  const clearCodes = db.prepare("DELETE FROM recovery_code WHERE user_id = ?");
  const addCode = db.prepare("INSERT INTO recovery_code (code_hash, user_id) VALUES (?, ?)");
  const useStep = db.prepare("UPDATE user SET totp_step = ? WHERE id = ? AND totp_step < ?");
  const useCode = db.prepare("DELETE FROM recovery_code WHERE user_id = ? AND code_hash = ?");
  const countCodes = db.prepare("SELECT count(*) AS n FROM recovery_code WHERE user_id = ?");
  return {
    putLink: async (userId, hash, expiresAtMs) => void await putLink.run(userId, hash, expiresAtMs),
    linkOwner: (hash, nowMs) => {
      const row = linkOwner.get(hash, nowMs);
      return Promise.resolve(row ? Number(row.id) : null);
    },
    useLink: (hash, nowMs) => Promise.resolve(useLink.run(hash, nowMs).changes === 1),
    putSecondFactor: (userId, factor) => {
      db.exec("BEGIN IMMEDIATE");
      try {
        setSecret.run(factor?.secret ?? null, factor?.step ?? 0, userId);
        clearCodes.run(userId);
        for (const hash of factor?.codeHashes ?? []) addCode.run(hash, userId);
        db.exec("COMMIT");
      } catch (error) {
        db.exec("ROLLBACK");
        return Promise.reject(error);
      }
      return Promise.resolve();
    },
    useStep: (userId, step) => Promise.resolve(useStep.run(step, userId, step).changes === 1),
    useRecoveryCode: (userId, hash) => Promise.resolve(useCode.run(userId, hash).changes === 1),
    countRecoveryCodes: (userId) => Promise.resolve(Number(countCodes.get(userId)!.n)),
  };
}
