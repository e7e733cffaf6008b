const DIRECTIVE = "#Fields: ";
/** IIS has about 22 fields of its own, and people add some. */
const MAX_FIELDS = 64;

/**
 * The fields that a directive of the W3C extended log format names (W3C WD-logfile, "Fields"), with
 * a syslog header in front or not. Null when the line is no such directive.
 */
export function readW3cFields(raw: string): string[] | null {
  const at = raw.indexOf(DIRECTIVE);
  if (at < 0) return null;
  const fields = raw.slice(at + DIRECTIVE.length).trim().split(" ", MAX_FIELDS + 1);
  return fields.length <= MAX_FIELDS && fields.includes("sc-status") ? fields : null;
}

/** Which fields the lines of each sender have, as its last directive said. */
export class SenderFields {
  readonly #bySender = new Map<string, readonly string[]>();

  /** @param capacity Senders at most; the one that spoke up first makes room. */
  constructor(private readonly capacity: number) {}

  of(sender: string): readonly string[] | null {
    return this.#bySender.get(sender) ?? null;
  }

  /** What the lines of a sender have from now on; the same again stays the same object. */
  learn(sender: string, fields: readonly string[]): void {
    const known = this.#bySender.get(sender);
    const isSame = known?.join(" ") === fields.join(" ");
    this.#bySender.delete(sender);
    if (this.#bySender.size >= this.capacity) {
      for (const first of this.#bySender.keys()) {
        this.#bySender.delete(first);
        break;
      }
    }
    this.#bySender.set(sender, isSame ? known! : fields);
  }
}
