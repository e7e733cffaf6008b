import type { DatabaseSync } from "node:sqlite";
import { openReader } from "./database.ts";
import type { RoundStatus } from "../domain/results.ts";
import { GroupCommit } from "./group_commit.ts";
import { type LocalStore, type Store, storeOn } from "./store.ts";
import type { Part } from "./writer_message.ts";
import { WriterThread } from "./writer_thread.ts";

/** Methods that only read. All others are the writer's. */
const READS: { [P in Part]: readonly (keyof LocalStore[P])[] } = {
  people: [
    "countUsers",
    "listUsers",
    "userByName",
    "userById",
    "userByOidcSubject",
    "apiToken",
    "listApiTokens",
  ],
  sessions: ["session", "sessionsOf"],
  credentials: ["linkOwner", "countRecoveryCodes"],
  agents: ["listAgents", "listEnrolments"],
  targets: ["currentList", "listAt", "revisionHeads", "targetIdsOf"],
  rounds: ["rounds", "pathResults", "pathRemarks", "rollups"],
  traffic: ["events", "countBy", "sites", "series", "source", "numbers"],
  sightings: ["sightings"],
  audit: ["listAudit", "searchAudit", "lastAudit"],
  alerts: [
    "listRules",
    "listChannels",
    "listWindows",
    "listStates",
    "alertEvents",
    "listDeliveries",
  ],
};

/** A store whose writes happen in a thread of their own. */
export interface ThreadedStore extends Store {
  /** How the way of rounds to the disk is. */
  roundStatus(): RoundStatus;
  /** Resolves when the writer's thread has died; never otherwise. The process is of no use then. */
  readonly failed: Promise<Error>;
  close(): Promise<void>;
}

/**
 * Opens the store for a server: one writer in a Worker owns the connection that writes, this thread
 * reads through a connection of its own and never waits for a disk. Close it to end the thread.
 * @throws {DatabaseRefused} as `openDatabase()`
 */
export async function openThreadedStore(
  path: string,
  writerModule?: string,
): Promise<ThreadedStore> {
  const writer = new WriterThread(writerModule);
  let db: DatabaseSync;
  try {
    await writer.order({ type: "open", path });
    db = openReader(path);
  } catch (error) {
    await writer.close().catch(() => {});
    throw error;
  }
  const reader = storeOn(db);
  const commits = new GroupCommit({
    write: (rounds) => writer.order({ type: "rounds", rounds }),
    wait,
  });
  const part = <P extends Part>(name: P) => writing(writer, name, reader[name]);
  return {
    people: part("people"),
    sessions: part("sessions"),
    credentials: part("credentials"),
    agents: part("agents"),
    targets: part("targets"),
    rounds: { ...part("rounds"), addRound: (agent, frame) => commits.add(agent, frame) },
    traffic: part("traffic"),
    sightings: part("sightings"),
    audit: part("audit"),
    alerts: part("alerts"),
    roundStatus: () => commits.status,
    failed: writer.failed,
    checkWritable: () =>
      commits.trouble === null
        ? writer.order<void>({ type: "checkWritable" })
        : Promise.reject(new Error(commits.trouble)),
    close: async () => {
      await commits.close();
      reader.close();
      await writer.close();
    },
  };
}

/** A part of the store whose methods are the writer's, but for those that only read. */
function writing<P extends Part>(writer: WriterThread, part: P, local: LocalStore[P]) {
  const reads = new Set<string | number | symbol>(READS[part]);
  const methods = Object.keys(local).map((method) => {
    const remote = (...args: unknown[]) => writer.order({ type: "call", part, method, args });
    return [method, reads.has(method) ? local[method as keyof LocalStore[P]] : remote];
  });
  return Object.fromEntries(methods) as LocalStore[P];
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
