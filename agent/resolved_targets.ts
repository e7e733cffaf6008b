import type { ResolvedTarget } from "@/shared/wire/control.ts";

/** What host names among the targets lead to, told a few at a time. */
export class ResolvedTargets {
  /** By the target's id. */
  #addresses = new Map<string, string>();
  /** How many of them were told in this turn. */
  #told = 0;

  /** The last request to a target that is a host name went to `address`. */
  note(targetId: string, address: string): void {
    this.#addresses.set(targetId, address);
  }

  /** Forgets targets that are not in the list. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#addresses.keys()) if (!ids.has(id)) this.#addresses.delete(id);
  }

  /** The next ones, `limit` at most: all of them come in turn, again and again. */
  next(limit: number): ResolvedTarget[] {
    const all = [...this.#addresses].map(([target, address]) => ({ target, address }));
    if (this.#told >= all.length) this.#told = 0;
    const some = all.slice(this.#told, this.#told + limit);
    this.#told += some.length;
    return some;
  }
}
