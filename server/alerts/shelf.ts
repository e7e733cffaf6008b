import { Refusal } from "@/shared/refusal.ts";
import type { AuditLog } from "../domain/audit.ts";

export interface ShelfOptions<T extends { id: number }> {
  /** What one of them is called. */
  what: string;
  items: T[];
  max: number;
  /** Checks what came in; `before` is what it is to replace. Throws a `Refusal`. */
  read(input: unknown, before: T | null): Omit<T, "id">;
  save(item: T): Promise<T | null>;
  remove(id: number): Promise<boolean>;
  /** For the audit log: without secrets. */
  words(item: T): string;
  audit: AuditLog;
}

/** A few things that people set, numbered: in memory to read, every change stored and audited. */
export class Shelf<T extends { id: number }> {
  #items: T[];

  constructor(private readonly options: ShelfOptions<T>) {
    this.#items = options.items;
  }

  all(): T[] {
    return this.#items;
  }

  find(id: number): T | null {
    return this.#items.find((item) => item.id === id) ?? null;
  }

  async add(input: unknown, by: string): Promise<T> {
    const { what, max, read, save } = this.options;
    if (this.#items.length >= max) throw new Refusal("conflict", `at most ${max} of a ${what}`);
    const added = await save({ ...read(input, null), id: 0 } as T);
    this.#items = [...this.#items, added!];
    await this.#record(by, "add", added!, this.options.words(added!));
    return added!;
  }

  async change(id: number, input: unknown, by: string): Promise<T> {
    const { what, read, save, words } = this.options;
    const before = this.#existing(id);
    const changed = await save({ ...read(input, before), id } as T);
    if (!changed) throw new Refusal("not_found", `there is no ${what} ${id}`);
    this.#items = this.#items.map((item) => item.id === id ? changed : item);
    await this.#record(by, "change", changed, `${words(before)} → ${words(changed)}`);
    return changed;
  }

  async remove(id: number, by: string): Promise<void> {
    const gone = this.#existing(id);
    await this.options.remove(id);
    this.#items = this.#items.filter((item) => item.id !== id);
    await this.#record(by, "remove", gone, this.options.words(gone));
  }

  #existing(id: number): T {
    const found = this.find(id);
    if (!found) throw new Refusal("not_found", `there is no ${this.options.what} ${id}`);
    return found;
  }

  #record(who: string, verb: string, { id }: T, detail: string): Promise<void> {
    const { what, audit } = this.options;
    return audit.record({ who, action: `alert.${what}.${verb}`, subject: `${what} ${id}`, detail });
  }
}
