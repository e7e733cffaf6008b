/** Tables of alerts: what people set, what fires, what happened, and messages on their way. */
export const ALERT_SCHEMA = `
  CREATE TABLE alert_rule (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT;
  CREATE TABLE alert_channel (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT;
  CREATE TABLE alert_window (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT;

  CREATE TABLE alert_state (
    rule_id INTEGER NOT NULL,
    subject TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (rule_id, subject)
  ) STRICT, WITHOUT ROWID;

  -- The store keeps the newest.
  CREATE TABLE alert_event (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms   INTEGER NOT NULL,
    rule_id INTEGER NOT NULL,
    rule    TEXT NOT NULL,
    subject TEXT NOT NULL,
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    told    INTEGER NOT NULL,
    detail  TEXT NOT NULL
  ) STRICT;

  CREATE TABLE alert_delivery (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    channel_id    INTEGER NOT NULL,
    message       TEXT NOT NULL,
    attempts      INTEGER NOT NULL,
    next_at_ms    INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL
  ) STRICT;
`;
