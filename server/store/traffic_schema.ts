/**
 * Tables of inbound traffic. New events are rows of `traffic_tail`; once there are enough of them
 * they are sealed into a compressed block ({@link file://./traffic_block.ts}). Minutes are Unix
 * minutes; what a dimension and a bucket are says `traffic_minutes.ts`.
 */
export const TRAFFIC_SCHEMA = `
  CREATE TABLE traffic_tail (
    id             INTEGER PRIMARY KEY,
    received_at_ms INTEGER NOT NULL,
    event          TEXT NOT NULL
  ) STRICT;

  CREATE TABLE traffic_block (
    first_id       INTEGER PRIMARY KEY,
    last_id        INTEGER NOT NULL,
    newest_at_ms   INTEGER NOT NULL,
    sources        BLOB NOT NULL,
    columns        BLOB NOT NULL,
    lines          BLOB NOT NULL
  ) STRICT;

  CREATE TABLE traffic_minute (
    dimension      INTEGER NOT NULL,
    minute         INTEGER NOT NULL,
    key            TEXT NOT NULL,
    bucket         INTEGER NOT NULL,
    count          INTEGER NOT NULL,
    PRIMARY KEY (dimension, minute, key, bucket)
  ) STRICT, WITHOUT ROWID;

  -- What lines measured; by sender and name, because that is how it is asked for.
  CREATE TABLE traffic_number (
    sender         TEXT NOT NULL,
    name           TEXT NOT NULL,
    minute         INTEGER NOT NULL,
    count          INTEGER NOT NULL,
    sum            REAL NOT NULL,
    min            REAL NOT NULL,
    max            REAL NOT NULL,
    PRIMARY KEY (sender, name, minute)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX traffic_number_minute ON traffic_number (minute);

  -- Ids are never given twice; events above counted_id are not in traffic_minute yet.
  CREATE TABLE traffic_progress (
    one            INTEGER PRIMARY KEY CHECK (one = 1),
    last_id        INTEGER NOT NULL,
    counted_id     INTEGER NOT NULL
  ) STRICT;
  INSERT INTO traffic_progress VALUES (1, 0, 0);
`;

/** The first and the last message of each kind of sender: as many rows as there are kinds. */
export const ARRIVAL_SCHEMA = `
  CREATE TABLE arrival (
    kind           TEXT PRIMARY KEY,
    count          INTEGER NOT NULL,
    first_at_ms    INTEGER NOT NULL,
    last_at_ms     INTEGER NOT NULL,
    sender         TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
