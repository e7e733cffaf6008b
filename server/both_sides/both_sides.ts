import {
  type BothSidesAnswer,
  type BothSidesService,
  FURTHER_SENDERS,
  type SightingStore,
  type Witness,
} from "../domain/both_sides.ts";
import type { ResultsService } from "../domain/results.ts";
import { matchRounds } from "./match_rounds.ts";

/** Results so far around a range tell, too, whether the log was complete. */
const AROUND_MS = 60_000;

export interface BothSidesOptions {
  results: Pick<ResultsService, "path">;
  store: Pick<SightingStore, "sightings">;
}

/** An agent's results beside what the far end logged of them. */
export class BothSides implements BothSidesService {
  constructor(private readonly options: BothSidesOptions) {}

  async rounds(
    agentId: string,
    target: { id: string; address: string | null },
    fromMs: number,
    toMs: number,
  ): Promise<BothSidesAnswer> {
    const { results, store } = this.options;
    const ends = [fromMs - AROUND_MS, toMs + AROUND_MS] as const;
    const [points, all] = await Promise.all([
      results.path(agentId, target.id, ...ends),
      store.sightings(agentId, target.id, ...ends),
    ]);
    const sightings = all.filter(({ sender }) => sender !== FURTHER_SENDERS);
    const witnesses = witnessesOf(sightings, target.address);
    const farEnd = new Set(witnesses.flatMap(({ sender, farEnd }) => farEnd ? [sender] : []));
    const seenAtMs = sightings.flatMap(({ sender, atMs }) => farEnd.has(sender) ? [atMs] : []);
    const rounds = matchRounds(points, seenAtMs);
    return {
      witnesses,
      further: all.length - sightings.length,
      rounds: rounds.filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
    };
  }
}

/** Where the target itself sends its log, no other counts: a router on the way saw more. */
function witnessesOf(
  sightings: readonly { sender: string }[],
  targetAddress: string | null,
): Witness[] {
  const counts = new Map<string, number>();
  for (const { sender } of sightings) counts.set(sender, (counts.get(sender) ?? 0) + 1);
  const isItself = targetAddress !== null && counts.has(targetAddress);
  return [...counts]
    .map(([sender, count]) => ({ sender, count, farEnd: !isItself || sender === targetAddress }))
    .sort((a, b) => b.count - a.count);
}
