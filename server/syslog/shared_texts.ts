const SLOTS = 1_024;
/** Longer texts are not kept, nor those of longer lines: a part keeps its whole line in memory. */
const MAX_CHARS = 512;
const MAX_LINE_CHARS = 4_096;

/**
 * Gives the same object for the same text when it comes again, without making a text first: what
 * gathers and counts texts has less to hash, to compare and to keep. Bounded: a newer text takes the
 * place of an older one.
 */
export class SharedTexts {
  readonly #slots: string[] = new Array(SLOTS).fill("");

  /** What `line` is from `from` to `end`. */
  part(line: string, from: number, end: number): string {
    const length = end - from;
    if (length > MAX_CHARS || line.length > MAX_LINE_CHARS) return line.slice(from, end);
    let hash = length;
    // The last characters: versions of programs differ there.
    for (let at = Math.max(from, end - 8); at < end; at++) {
      hash = Math.imul(hash, 31) + line.charCodeAt(at);
    }
    const slot = hash & SLOTS - 1;
    const known = this.#slots[slot];
    if (known.length === length && line.startsWith(known, from)) return known;
    return this.#slots[slot] = line.slice(from, end);
  }
}
