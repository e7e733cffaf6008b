import type { DatabaseSync } from "node:sqlite";
import type { AlertStore } from "../domain/alerts.ts";
import { sqliteAlertStore } from "./alert_store.ts";
import { openDatabase } from "./database.ts";
import type { AgentStore } from "../domain/agents.ts";
import type { AuditStore } from "../domain/audit.ts";
import type { SightingStore } from "../domain/both_sides.ts";
import type { PackedStore } from "../domain/packed_events.ts";
import type { CredentialStore, PeopleStore, SessionStore } from "../domain/people.ts";
import type { RoundStore } from "../domain/results.ts";
import type { TargetStore } from "../domain/targets.ts";
import type { ArrivalStore, TrafficStore } from "../domain/traffic.ts";
import { sqliteAgentStore } from "./agent_store.ts";
import { sqliteArrivalStore } from "./arrival_store.ts";
import { sqliteAuditStore } from "./audit_store.ts";
import { sqliteCredentialStore } from "./credential_store.ts";
import { checkIntegrity, type Integrity } from "./integrity.ts";
import { sqlitePeopleStore } from "./people_store.ts";
import { type SqliteRoundStore, sqliteRoundStore } from "./round_store.ts";
import { sqliteSightingStore } from "./sighting_store.ts";
import { sqliteSessionStore } from "./session_store.ts";
import { sqliteTargetStore } from "./target_store.ts";
import { sqliteTrafficStore } from "./traffic_store.ts";

/** Everything that outlives the process, one narrow interface for each consumer. */
export interface Store {
  people: PeopleStore;
  sessions: SessionStore;
  credentials: CredentialStore;
  agents: AgentStore;
  targets: TargetStore;
  rounds: RoundStore;
  traffic: TrafficStore;
  sightings: SightingStore;
  audit: AuditStore;
  alerts: AlertStore;
  /** Resolves when a small write went through; rejects with the reason. */
  checkWritable(): Promise<void>;
  close(): void | Promise<void>;
}

/** A store in this thread, whose `close` is over at once. */
export interface LocalStore extends Store {
  traffic: TrafficStore & PackedStore;
  rounds: SqliteRoundStore;
  /** Reads every row that holds results, and SQLite's own check. */
  check(): Integrity;
  /** Writes a copy of one moment, also while others write. Throws when there is such a file. */
  backup(path: string): void;
  close(): void;
}

/** Opens the store in this thread. @param path a file, or `:memory:` */
export function openStore(path: string): LocalStore {
  return storeOn(openDatabase(path));
}

/** The store on an open connection, which it closes. */
export function storeOn(db: DatabaseSync): LocalStore {
  return {
    people: sqlitePeopleStore(db),
    sessions: sqliteSessionStore(db),
    credentials: sqliteCredentialStore(db),
    agents: sqliteAgentStore(db),
    targets: sqliteTargetStore(db),
    rounds: sqliteRoundStore(db),
    traffic: sqliteTrafficStore(db),
    sightings: sqliteSightingStore(db),
    audit: sqliteAuditStore(db),
    alerts: sqliteAlertStore(db),
    checkWritable: () => {
      db.exec("BEGIN IMMEDIATE; ROLLBACK");
      return Promise.resolve();
    },
    check: () => checkIntegrity(db),
    backup: (path) => {
      // Made first, so that nobody else may read it; SQLite takes an empty file for a new one.
      Deno.openSync(path, { createNew: true, write: true, mode: 0o600 }).close();
      try {
        db.prepare("VACUUM INTO ?").run(path);
      } catch (error) {
        Deno.removeSync(path);
        throw error;
      }
    },
    close: () => db.close(),
  };
}

/** What the one that adds traffic needs of the store. */
export interface TrafficConnection {
  store: TrafficStore & PackedStore;
  sightings: SightingStore;
  arrivals: ArrivalStore;
  close(): void;
}

/**
 * A connection of its own to the traffic in a file, for the one that adds. It does not wait for the
 * disk: a power cut may take the last second of traffic, never the file.
 */
export function openTrafficStore(
  path: string,
): TrafficConnection {
  const db = openDatabase(path);
  db.exec("PRAGMA synchronous = NORMAL");
  return {
    store: sqliteTrafficStore(db),
    sightings: sqliteSightingStore(db),
    arrivals: sqliteArrivalStore(db),
    close: () => db.close(),
  };
}
