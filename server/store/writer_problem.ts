import { Refusal, type RefusalCode } from "@/shared/refusal.ts";
import { DatabaseRefused } from "./database.ts";

/** An error as it crosses from the writer's thread to the serving one. */
export interface WriterProblem {
  /** Class of the error, so that the other side throws the same. */
  kind: "refusal" | "range" | "database" | "other";
  message: string;
  /** SQLite's primary result code, where there is one (https://sqlite.org/rescode.html). */
  sqliteCode: number | null;
  /** Of a refusal. */
  refusal: Pick<Refusal, "code" | "fields"> | null;
}

/** The disk is full or fails: what waits is kept and tried again. */
export class DiskTrouble extends Error {
  override name = "DiskTrouble";
}

/** BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN: of the moment, not of what was to be written. */
const PASSING_CODES: ReadonlySet<number> = new Set([5, 6, 8, 10, 13, 14]);

export function problemOf(error: unknown): WriterProblem {
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return {
    kind: error instanceof Refusal
      ? "refusal"
      : error instanceof RangeError
      ? "range"
      : error instanceof DatabaseRefused
      ? "database"
      : "other",
    message,
    // Extended codes have more above their lowest byte.
    sqliteCode: typeof code === "number" ? code & 0xff : null,
    refusal: error instanceof Refusal ? { code: error.code, fields: error.fields } : null,
  };
}

export function errorOf({ kind, message, sqliteCode, refusal }: WriterProblem): Error {
  if (refusal) return new Refusal(refusal.code as RefusalCode, message, refusal.fields);
  if (kind === "range") return new RangeError(message);
  if (kind === "database") return new DatabaseRefused(message);
  if (sqliteCode !== null && PASSING_CODES.has(sqliteCode)) return new DiskTrouble(message);
  return new Error(message);
}
