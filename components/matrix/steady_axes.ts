import type { MatrixView } from "@/shared/live/matrix.ts";
import type { MatrixQuery } from "./matrix_query.ts";
import { sortAxes } from "./sort_axes.ts";
import { type Axes, sameAxes, visibleAxes } from "./visible_axes.ts";

/** Rows and columns are put in order again this often: who reads wants them to stay in place. */
const SORT_MS = 5_000;

/**
 * Rows and columns of one view after the other. What comes and goes does so at once; the order of
 * what stays changes every five seconds. While nothing moves the same object is given again, so that
 * who has laid it out need not do so anew.
 */
export class SteadyAxes {
  #last: {
    query: MatrixQuery;
    targets: MatrixView["targets"];
    visible: Axes;
    sorted: Axes;
    sortedAtMs: number;
  } | null = null;

  of(view: MatrixView, query: MatrixQuery): Axes {
    const last = this.#last, { targets, sentAtMs } = view;
    const visible = visibleAxes(view, query);
    const same = last?.query === query && last.targets === targets &&
      sameAxes(last.visible, visible);
    const ageMs = last ? sentAtMs - last.sortedAtMs : 0;
    // A view from before the last one is a frozen one.
    if (same && ageMs >= 0 && ageMs < SORT_MS) return last.sorted;
    const next = sortAxes(view, visible, query.sort);
    const sorted = last?.targets === targets && sameAxes(last.sorted, next) ? last.sorted : next;
    this.#last = { query, targets, visible, sorted, sortedAtMs: sentAtMs };
    return sorted;
  }
}
