import { RESULT_CODES } from "@/shared/wire/round_frame.ts";

/** Where the results of one target are: at `start + n`, `n` being the place of the round. */
export interface Column {
  block: Uint32Array;
  start: number;
}

/**
 * Columns of result codes, one a target, many in one array: an array each would take a sixth more.
 */
export class HourColumns {
  #columns = new Map<string, Column>();
  #free: Column[] = [];
  #blocks: Uint32Array[] = [];

  /** @param rounds length of each column */
  constructor(private readonly rounds: number) {}

  get byteLength(): number {
    return this.#blocks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  find(targetId: string): Column | undefined {
    return this.#columns.get(targetId);
  }

  /** Makes columns for targets that have none, with nothing probed. */
  open(targetIds: readonly string[]): void {
    const missing = targetIds.filter((id) => !this.#columns.has(id));
    this.#reserve(missing.length - this.#free.length);
    for (const id of missing) {
      // A list that names a target twice needs it once.
      if (this.#columns.has(id)) continue;
      const column = this.#free.pop()!;
      column.block.fill(RESULT_CODES.notProbed, column.start, column.start + this.rounds);
      this.#columns.set(id, column);
    }
  }

  /** Sets what every column says of a round to "not probed". */
  clear(round: number): void {
    for (const block of this.#blocks) {
      for (let at = round; at < block.length; at += this.rounds) block[at] = RESULT_CODES.notProbed;
    }
  }

  /** Copies what every column says of one round to another. */
  copy(from: number, to: number): void {
    for (const block of this.#blocks) {
      for (let start = 0; start < block.length; start += this.rounds) {
        block[start + to] = block[start + from];
      }
    }
  }

  /** Forgets the other targets. When more than half of the memory is free, that is given back. */
  keepOnly(targetIds: ReadonlySet<string>): void {
    for (const [id, column] of this.#columns) {
      if (targetIds.has(id)) continue;
      this.#columns.delete(id);
      this.#free.push(column);
    }
    if (this.#free.length <= this.#columns.size) return;
    this.#free = [];
    this.#blocks = [];
    this.#reserve(this.#columns.size);
    for (const [id, { block, start }] of this.#columns) {
      const column = this.#free.pop()!;
      column.block.set(block.subarray(start, start + this.rounds), column.start);
      this.#columns.set(id, column);
    }
  }

  #reserve(columns: number): void {
    if (columns <= 0) return;
    const block = new Uint32Array(columns * this.rounds);
    this.#blocks.push(block);
    for (let n = columns - 1; n >= 0; n--) this.#free.push({ block, start: n * this.rounds });
  }
}
