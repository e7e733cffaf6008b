import type { Cell, MatrixTarget } from "@/shared/live/matrix.ts";
import type { TargetList } from "@/shared/target.ts";
import type { LastHours } from "./last_hours.ts";
import { RowCells } from "./row_cells.ts";

/** A row as made last: of which list, and of which version of its hour (`null`: no data). */
interface KnownRow {
  targets: TargetList["targets"];
  version: number | null;
  made: RowCells;
  cells: Cell[];
}

/** Makes the rows and columns of the matrix; what did not change is the same object again. */
export class RowMaker {
  #rows = new Map<number, KnownRow>();
  #columns: { of: TargetList["targets"]; targets: MatrixTarget[] } | null = null;

  constructor(
    private readonly lastHours: LastHours,
    private readonly isSilent: (number: number) => boolean,
  ) {}

  columns(list: TargetList["targets"]): MatrixTarget[] {
    if (this.#columns?.of !== list) {
      const targets = list.map(({ id, name, address, group, warnMs }) => ({
        id,
        name,
        address,
        group,
        warnMs,
      }));
      this.#columns = { of: list, targets };
    }
    return this.#columns.targets;
  }

  /** A row is made again only when a round came, the agent fell silent, or the list changed. */
  row(number: number, targets: TargetList["targets"]): Cell[] {
    const hour = this.lastHours.hourOf(number);
    const version = !hour || this.isSilent(number) ? null : hour.version;
    const known = this.#rows.get(number);
    if (known?.version === version && known.targets === targets) return known.cells;
    const made = known?.targets === targets ? known.made : new RowCells(targets);
    const rare = this.lastHours.rareTargets();
    const cells = version === null || !hour
      ? made.silent()
      : made.make(hour, this.lastHours.recentOf(number).sight(hour.newestAtMs), (id) =>
        rare.has(id));
    this.#rows.set(number, { targets, version, made, cells });
    return cells;
  }

  /** Of each path in an agent's row: empty when the list is not `targets` any more. */
  percentilesUs(
    number: number,
    percentile: number,
    targets: readonly MatrixTarget[],
  ): ArrayLike<number> {
    const row = this.#rows.get(number), columns = this.#columns;
    if (!row || columns?.targets !== targets || row.targets !== columns.of) return [];
    return row.made.percentilesUs(percentile);
  }

  /** Forgets the rows of agents whose hour is not in memory any more. */
  forget(): void {
    for (const number of this.#rows.keys()) {
      if (!this.lastHours.hourOf(number)) this.#rows.delete(number);
    }
  }
}
