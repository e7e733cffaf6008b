import { z } from "zod";
import type { TargetList } from "@/shared/target.ts";
import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";

/** Entries of one report. */
const MAX_ENTRIES = 20_000;
/** Entries that began within one interval of each other belong to one round. */
const ROUND_MS = 5_000;
const MAX_LATENCY_MS = 60_000;
/** A number below this is Unix time in seconds, above it in milliseconds. */
const FIRST_MILLISECOND = 1e11;

/** What an agent of the plain JSON dialect says first. */
export const jsonHelloSchema = z.object({
  /** An enrolment token, or its secret alone. */
  passphrase: z.string().min(1).max(16 * 1024),
  hostname: z.string().min(1).max(255),
  ip_address: z.string().max(64).optional(),
  version: z.string().max(64).optional(),
});

/** Unix time in seconds or milliseconds, or RFC 3339; milliseconds come out. */
const timestamp = z.union([
  z.number().positive().transform((n) => Math.round(n < FIRST_MILLISECOND ? n * 1_000 : n)),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);

/** What it says later. */
export const jsonReportSchema = z.object({
  agent_id: z.string().max(64),
  data: z.array(z.object({
    target: z.string().max(255),
    timestamp,
    result: z.enum(["ok", "fail"]),
    /** Milliseconds; needed when the result is ok. */
    latency: z.number().nonnegative().max(MAX_LATENCY_MS).nullable().optional(),
  })).max(MAX_ENTRIES),
});
export type JsonReport = z.infer<typeof jsonReportSchema>;

/**
 * The rounds in a report. The same report gives the same rounds, so that one sent again is stored
 * once. `ignored` counts entries about addresses that are not on the list.
 * @throws {RangeError} for an answer without its latency
 */
export function roundsOf(
  { data }: JsonReport,
  list: TargetList,
): { rounds: RoundFrame[]; ignored: number } {
  // Its reports name addresses, and it knows of pings only.
  const indexOf = new Map<string, number>();
  for (const [index, { address, kind }] of list.targets.entries()) {
    if (kind === "icmp") indexOf.set(address, index);
  }
  const rounds: RoundFrame[] = [];
  let ignored = 0;
  for (const entry of data.toSorted((a, b) => a.timestamp - b.timestamp)) {
    const index = indexOf.get(entry.target);
    if (index === undefined) {
      ignored++;
      continue;
    }
    let round: RoundFrame | null = rounds.at(-1) ?? null;
    const taken = round !== null && round.results[index] !== RESULT_CODES.notProbed;
    if (round === null || taken || entry.timestamp >= round.startedAtMs + ROUND_MS) {
      const again: number = round?.startedAtMs === entry.timestamp ? round.round : 0;
      round = {
        session: 0,
        round: again + 1,
        revision: list.revision,
        startedAtMs: entry.timestamp,
        flags: 0,
        results: new Uint32Array(list.targets.length).fill(RESULT_CODES.notProbed),
        notes: new Uint8Array(),
      };
      rounds.push(round);
    }
    round.results[index] = resultOf(entry);
  }
  return { rounds, ignored };
}

function resultOf({ result, latency, target }: JsonReport["data"][number]): number {
  if (result === "fail") return RESULT_CODES.timeout;
  if (typeof latency === "number") return Math.round(latency * 1_000);
  throw new RangeError(`the answer of ${target} has no latency in milliseconds`);
}
