import { MIN_AUDIT_RETENTION_MS } from "../domain/audit.ts";
import { ALERT_SCHEMA } from "./alert_schema.ts";
import { SIGHTING_SCHEMA } from "./sighting_store.ts";
import { ARRIVAL_SCHEMA, TRAFFIC_SCHEMA } from "./traffic_schema.ts";

/**
 * The schema, step by step: entry n brings a database from version n to n + 1. An entry that has
 * been released is never changed; a change of the schema is a new entry at the end.
 *
 * Times are Unix milliseconds. Secrets are stored as SHA-256 in hex, never as themselves, but for
 * the secret of an enrolment, which both ends need and which ends with its token.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE user (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role          TEXT NOT NULL CHECK (role IN ('admin', 'operator', 'viewer')),
    -- NULL: invited and not here yet, or somebody who logs in through an identity provider.
    password_hash TEXT,
    disabled      INTEGER NOT NULL DEFAULT 0,
    created_at_ms INTEGER NOT NULL,
    -- Issuer and subject of an identity provider (OIDC), or NULL.
    oidc_subject  TEXT UNIQUE,
    -- The secret that the person's authenticator shares, in base32, or NULL; and the last 30 s step
    -- whose code was used: no code works twice.
    totp_secret   TEXT,
    totp_step     INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE session (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash      TEXT NOT NULL UNIQUE,
    user_id         INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    created_at_ms   INTEGER NOT NULL,
    last_used_at_ms INTEGER NOT NULL,
    address         TEXT NOT NULL,
    user_agent      TEXT NOT NULL
  ) STRICT;
  CREATE INDEX session_by_user ON session (user_id);

  CREATE TABLE recovery_code (
    code_hash TEXT PRIMARY KEY,
    user_id   INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX recovery_code_by_user ON recovery_code (user_id);

  -- One at most for each user: a newer link ends the older one.
  CREATE TABLE password_link (
    user_id       INTEGER PRIMARY KEY REFERENCES user (id) ON DELETE CASCADE,
    key_hash      TEXT NOT NULL UNIQUE,
    expires_at_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE api_token (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash      TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    role            TEXT NOT NULL CHECK (role IN ('admin', 'operator', 'viewer')),
    created_at_ms   INTEGER NOT NULL,
    last_used_at_ms INTEGER,
    expires_at_ms   INTEGER,
    revoked_at_ms   INTEGER
  ) STRICT;

  CREATE TABLE agent (
    ref             TEXT PRIMARY KEY,
    number          INTEGER UNIQUE,
    name            TEXT NOT NULL,
    hostname        TEXT NOT NULL,
    address         TEXT NOT NULL,
    version         TEXT NOT NULL,
    public_key      TEXT NOT NULL UNIQUE,
    status          TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'hold', 'blacklisted')),
    local           INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    last_seen_at_ms INTEGER,
    previous_address TEXT,
    wire            TEXT NOT NULL CHECK (wire IN ('native', 'json')),
    enrolment_id    TEXT,
    site            TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What an agent's connections did; the store keeps the newest of each agent.
  CREATE TABLE agent_event (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    agent_ref TEXT NOT NULL,
    at_ms     INTEGER NOT NULL,
    event     TEXT NOT NULL,
    address   TEXT NOT NULL,
    detail    TEXT NOT NULL
  ) STRICT;
  CREATE INDEX agent_event_by_agent ON agent_event (agent_ref, id);

  -- Ids are never given twice, so their count lives apart from the agents.
  CREATE TABLE agent_number (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;

  CREATE TABLE enrolment (
    id            TEXT PRIMARY KEY,
    secret        TEXT NOT NULL,
    name          TEXT,
    uses          INTEGER NOT NULL,
    uses_left     INTEGER NOT NULL,
    pre_approved  INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    created_by    TEXT NOT NULL,
    agent_ref     TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE target (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;

  -- Every revision is kept: a stored round says by its revision which result is whose.
  CREATE TABLE target_list (
    revision      INTEGER PRIMARY KEY,
    targets       TEXT NOT NULL,
    changed_by    TEXT NOT NULL,
    changed_at_ms INTEGER NOT NULL
  ) STRICT;

  -- Rounds as they came, until their hour is over and they are packed into chunks.
  CREATE TABLE journal (
    agent         INTEGER NOT NULL,
    started_at_ms INTEGER NOT NULL,
    session       INTEGER NOT NULL,
    number        INTEGER NOT NULL,
    revision      INTEGER NOT NULL,
    flags         INTEGER NOT NULL,
    -- Before the results, which can fill pages: a reader of notes does not walk through them.
    notes         BLOB NOT NULL,
    results       BLOB NOT NULL,
    PRIMARY KEY (agent, started_at_ms, session, number)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE path (
    id     INTEGER PRIMARY KEY,
    agent  INTEGER NOT NULL,
    target INTEGER NOT NULL,
    UNIQUE (agent, target)
  ) STRICT;

  -- The id of all four is the hour (Unix time / 3600 s) · 2^32 + agent or path: new rows come at
  -- the end, so pages are full, and an hour that expires leaves whole pages.
  CREATE TABLE hour_rounds (id INTEGER PRIMARY KEY, heads BLOB NOT NULL) STRICT;
  CREATE TABLE hour_results (id INTEGER PRIMARY KEY, chunk BLOB NOT NULL) STRICT;
  CREATE TABLE minute_rollups (id INTEGER PRIMARY KEY, rollups BLOB NOT NULL) STRICT;
  CREATE TABLE hour_rollups (id INTEGER PRIMARY KEY, rollups BLOB NOT NULL) STRICT;

  -- Raw results of earlier hours are removed: a round from there is too late.
  CREATE TABLE raw_floor (hour INTEGER NOT NULL) STRICT;
  INSERT INTO raw_floor VALUES (0);

  CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms   INTEGER NOT NULL,
    who     TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail  TEXT NOT NULL,
    -- JSON of what was there before and after, where something was changed.
    before  TEXT,
    after   TEXT
  ) STRICT;
  -- The application appends; what was decided stays decided.
  CREATE TRIGGER audit_is_append_only_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit
    BEGIN SELECT RAISE (ABORT, 'the audit log is append-only'); END;
  ` + TRAFFIC_SCHEMA + SIGHTING_SCHEMA + ALERT_SCHEMA,
  // What is old may go, by the clock of the machine itself.
  `
  DROP TRIGGER audit_is_append_only_delete;
  CREATE TRIGGER audit_is_append_only_delete BEFORE DELETE ON audit
    WHEN OLD.at_ms > unixepoch() * 1000 - ${MIN_AUDIT_RETENTION_MS}
    BEGIN SELECT RAISE (ABORT, 'the audit log is append-only for 30 days'); END;
  `,
  ARRIVAL_SCHEMA,
];
