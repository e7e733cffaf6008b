/** The cell a person is at, by what it is about: rows and columns move. */
export interface CellRef {
  agentId: string;
  targetId: string;
}

/** The parameter `at` of a page's address: `agent_1/target_2`. */
export function readCell(params: URLSearchParams): CellRef | null {
  const text = params.get("at") ?? "", [agentId, targetId, ...more] = text.split("/");
  return agentId && targetId && !more.length && text.length < 80 ? { agentId, targetId } : null;
}

/** The query string with the cell, with `?` in front or empty; other parameters of `params` stay. */
export function writeCell(cell: CellRef | null, params: URLSearchParams): string {
  const next = new URLSearchParams(params);
  next.delete("at");
  const rest = next.toString();
  // The ids need no escape, and an address is read by people.
  const at = cell ? `at=${cell.agentId}/${cell.targetId}` : "";
  return rest || at ? `?${[rest, at].filter(Boolean).join("&")}` : "";
}
