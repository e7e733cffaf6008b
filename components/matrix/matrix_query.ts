import { CELL_STATES, type CellState } from "@/shared/cell_state.ts";

/** `S` shows states alone, `M` also the figure. */
export type CellSize = "S" | "M";

/** Order of rows and columns within their group: as the lists have them, or another. */
export type MatrixSort = "list" | "worst" | "name" | "rtt";
export const MATRIX_SORTS: readonly MatrixSort[] = ["list", "worst", "name", "rtt"];

/** What of the matrix a person looks at: kept in the address, so that it can be sent and reloaded. */
export interface MatrixQuery {
  size: CellSize;
  /** As a list of paths instead of a picture. */
  asTable: boolean;
  /** Part of a name, an address or a group. */
  filter: string;
  hidden: readonly CellState[];
  sort: MatrixSort;
  /** The whole screen for the picture, as on a wall. */
  wall: boolean;
}

export function readMatrixQuery(params: URLSearchParams): MatrixQuery {
  const hidden = (params.get("hide") ?? "").split(",");
  return {
    size: params.get("size") === "S" ? "S" : "M",
    asTable: params.get("view") === "table",
    filter: (params.get("filter") ?? "").slice(0, 200),
    hidden: CELL_STATES.filter((state) => hidden.includes(state)),
    sort: MATRIX_SORTS.find((sort) => sort === params.get("sort")) ?? "list",
    wall: params.has("wall"),
  };
}

/** The query string for `query`, with `?` in front or empty; other parameters of `params` stay. */
export function writeMatrixQuery(query: MatrixQuery, params: URLSearchParams): string {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string) => value ? next.set(name, value) : next.delete(name);
  put("size", query.size === "S" ? "S" : "");
  put("view", query.asTable ? "table" : "");
  put("filter", query.filter);
  put("hide", query.hidden.join(","));
  put("sort", query.sort === "list" ? "" : query.sort);
  put("wall", query.wall ? "1" : "");
  return next.size ? `?${next}` : "";
}
