import { notesOn } from "@/shared/wire/round_notes.ts";
import { HOUR_MS, type Remarks } from "../domain/results.ts";

/** Notes of one agent's last hour take so much memory at most; the store has the others. */
export const MAX_HOUR_NOTES_BYTES = 1024 * 1024;

/** A round that says more than results. */
export interface MarkedRound {
  startedAtMs: number;
  flags: number;
  notes: Uint8Array;
}

/**
 * What the rounds of one agent's last hour say beyond their results, oldest first. Most rounds say
 * nothing and are not here.
 */
export class HourRemarks {
  #rounds: (MarkedRound & { targetIds: readonly string[] })[] = [];
  #bytes = 0;
  #newestAtMs = -Infinity;
  #completeFromMs = -Infinity;

  constructor(private readonly maxBytes = MAX_HOUR_NOTES_BYTES) {}

  /** All remarks from here on are here. */
  get completeFromMs(): number {
    return this.#completeFromMs;
  }

  /** Notes in memory, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  add(round: MarkedRound, targetIds: readonly string[]): void {
    const { startedAtMs, flags, notes } = round;
    this.#newestAtMs = Math.max(this.#newestAtMs, startedAtMs);
    if (flags !== 0 || notes.length > 0) {
      let at = this.#rounds.length;
      while (at > 0 && this.#rounds[at - 1].startedAtMs > startedAtMs) at--;
      this.#rounds.splice(at, 0, { startedAtMs, flags, notes, targetIds });
      this.#bytes += notes.length;
    }
    let gone = 0;
    for (; gone < this.#rounds.length; gone++) {
      const oldest = this.#rounds[gone];
      const isOld = oldest.startedAtMs < this.#newestAtMs - HOUR_MS;
      if (!isOld && this.#bytes <= this.maxBytes) break;
      this.#bytes -= oldest.notes.length;
      this.#completeFromMs = Math.max(this.#completeFromMs, oldest.startedAtMs + 1);
    }
    if (gone > 0) this.#rounds.splice(0, gone);
  }

  /** Remarks on one target, `fromMs <= atMs < toMs`. */
  of(targetId: string, fromMs: number, toMs: number): Remarks {
    const places = new Map<readonly string[], number>();
    const remarks = [];
    for (const { startedAtMs, flags, notes: bytes, targetIds } of this.#rounds) {
      if (startedAtMs < fromMs || startedAtMs >= toMs) continue;
      let index = places.get(targetIds);
      if (index === undefined) places.set(targetIds, index = targetIds.indexOf(targetId));
      if (index < 0) continue;
      const notes = notesOn(bytes, index);
      if (flags !== 0 || notes.length > 0) remarks.push({ atMs: startedAtMs, flags, notes });
    }
    return { sinceMs: fromMs, remarks };
  }
}
