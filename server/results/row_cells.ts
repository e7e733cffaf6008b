import type { Cell } from "@/shared/live/matrix.ts";
import { rttOf } from "@/shared/wire/round_frame.ts";
import { MINUTE_MS } from "../domain/results.ts";
import { type Looked, NO_DATA, pathCell, type PathSight, type PathTarget } from "./path_cell.ts";
import { RttSample } from "./rtt_sample.ts";

/** One agent's row of the matrix, made again and again: it remembers what it looked at. */
export class RowCells {
  #cells: Cell[] = [];
  #unbrokenToMs: Float64Array;
  #lateRounds: number | null = null;
  /** What was asked of the row as it is, by percentile. */
  #percentilesUs = new Map<number, Float64Array>();
  #hour: PathSight | null = null;

  constructor(private readonly targets: readonly PathTarget[]) {
    this.#unbrokenToMs = new Float64Array(targets.length).fill(NaN);
  }

  /** The row of an agent that is silent. */
  silent(): Cell[] {
    this.#percentilesUs.clear();
    this.#hour = null;
    return this.#cells = this.targets.map(() => NO_DATA);
  }

  /**
   * Percentile of what each path answered in the newest minute, in µs by the nearest rank; NaN
   * without an answer, or when the agent is silent. Computed once, whoever asks.
   */
  percentilesUs(percentile: number): Float64Array {
    let found = this.#percentilesUs.get(percentile);
    if (found) return found;
    found = new Float64Array(this.targets.length).fill(NaN);
    this.#percentilesUs.set(percentile, found);
    const hour = this.#hour;
    if (!hour || hour.newestAtMs === null) return found;
    const fromMs = hour.newestAtMs - MINUTE_MS + 1, sample = new RttSample();
    for (const [column, { id }] of this.targets.entries()) {
      sample.clear();
      hour.visitBack(id, Infinity, (atMs, result) => {
        if (atMs < fromMs) return false;
        const rttUs = rttOf(result);
        if (typeof rttUs === "number") sample.add(rttUs);
        return true;
      });
      found[column] = sample.at(Math.ceil(sample.size * percentile / 100) - 1) ?? NaN;
    }
    return found;
  }

  /** The row of now. @param isRare whether a target is seen in `rare` instead of in the hour */
  make(hour: PathSight, rare: PathSight, isRare: (targetId: string) => boolean): Cell[] {
    const before = this.#cells, looked: Looked = { unbrokenToMs: NaN };
    if (hour.lateRounds !== this.#lateRounds) this.#unbrokenToMs.fill(NaN);
    this.#lateRounds = hour.lateRounds;
    this.#percentilesUs.clear();
    this.#hour = hour;
    return this.#cells = this.targets.map((target, column) => {
      if (isRare(target.id)) return pathCell(rare, target, before[column]);
      looked.unbrokenToMs = this.#unbrokenToMs[column];
      const cell = pathCell(hour, target, before[column], looked);
      this.#unbrokenToMs[column] = looked.unbrokenToMs;
      return cell;
    });
  }
}
