import type { DatabaseSync } from "node:sqlite";
import type { Arrival } from "@/shared/live/traffic.ts";
import type { ArrivalStore } from "../domain/traffic.ts";
import { inTransaction } from "./database.ts";

export function sqliteArrivalStore(db: DatabaseSync): ArrivalStore {
  return {
    arrivals: () => {
      const rows = db.prepare(
        `SELECT kind, count, first_at_ms AS firstAtMs, last_at_ms AS lastAtMs, sender FROM arrival
         ORDER BY first_at_ms, kind`,
      ).all() as unknown as Arrival[];
      return Promise.resolve(rows.map((row) => ({ ...row })));
    },
    keepArrivals: (arrivals) => {
      const keep = db.prepare(
        `INSERT INTO arrival (kind, count, first_at_ms, last_at_ms, sender) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET count = excluded.count, last_at_ms = excluded.last_at_ms,
         sender = excluded.sender`,
      );
      inTransaction(db, () => {
        for (const { kind, count, firstAtMs, lastAtMs, sender } of arrivals) {
          keep.run(kind, count, firstAtMs, lastAtMs, sender);
        }
      });
      return Promise.resolve();
    },
  };
}
