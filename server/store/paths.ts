import type { DatabaseSync } from "node:sqlite";

/** The number that stands for a pair of agent and target in the rows of its hours. */
export class Paths {
  #find;
  #add;
  #ofAgent;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare("SELECT id FROM path WHERE agent = ? AND target = ?");
    this.#add = db.prepare("INSERT INTO path (agent, target) VALUES (?, ?) RETURNING id");
    this.#ofAgent = db.prepare("SELECT id, target FROM path WHERE agent = ? ORDER BY id");
  }

  /** `null` when nothing of this path was packed yet. */
  find(agent: number, target: number): number | null {
    const row = this.#find.get(agent, target) as { id: number } | undefined;
    return row ? row.id : null;
  }

  /** The path's number, a new one for a new path. */
  need(agent: number, target: number): number {
    return this.find(agent, target) ?? Number(this.#add.get(agent, target)!.id);
  }

  /** Path by target. */
  ofAgent(agent: number): Map<number, number> {
    const rows = this.#ofAgent.all(agent) as { id: number; target: number }[];
    return new Map(rows.map(({ id, target }) => [target, id]));
  }
}
