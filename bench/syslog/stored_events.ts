import { DatabaseSync } from "node:sqlite";

/** How many events a database has stored since it was made, and what the disk holds of them. */
export async function storedEvents(
  databasePath: string,
): Promise<{ events: number; bytes: number }> {
  const db = new DatabaseSync(databasePath);
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const { last_id } = db.prepare("SELECT last_id FROM traffic_progress").get()!;
  db.close();
  const { size } = await Deno.stat(databasePath);
  return { events: Number(last_id), bytes: size };
}
