import type { DatabaseSync } from "node:sqlite";

/** Revisions that are remembered; agents use the newest few. */
const MAX_KNOWN = 64;

/** Which result of a round is whose, by the revision of the target list. */
export class Revisions {
  #known = new Map<number, number[]>();
  #select;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare("SELECT targets FROM target_list WHERE revision = ?");
  }

  /** Numbers of the targets (17 of `target_17`) in their order; `null` for a list never given out. */
  targetsOf(revision: number): number[] | null {
    const known = this.#known.get(revision);
    if (known) return known;
    const row = this.#select.get(revision) as { targets: string } | undefined;
    if (!row) return null;
    const targets = (JSON.parse(row.targets) as { id: string }[]).map(({ id }) => targetNumber(id));
    this.#known.set(revision, targets);
    if (this.#known.size > MAX_KNOWN) this.#known.delete(this.#known.keys().next().value!);
    return targets;
  }
}

/** 17 of `target_17`; -1 for what is no id of a target. */
export function targetNumber(id: string): number {
  const match = /^target_(\d{1,9})$/.exec(id);
  return match ? Number(match[1]) : -1;
}
