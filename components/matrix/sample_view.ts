import type { CellState } from "@/shared/cell_state.ts";
import { type Cell, type MatrixView, packCells } from "@/shared/live/matrix.ts";

const CELLS: Record<string, Cell> = {
  o: { state: "ok", rttUs: 412, lossPercent: 0, medianUs: 400 },
  s: { state: "slow", rttUs: 612_000, lossPercent: 0, medianUs: 204_000 },
  l: { state: "slow", rttUs: 8_000, lossPercent: 8.3, medianUs: 8_100 },
  f: { state: "fail", rttUs: null, lossPercent: 100, medianUs: null },
  n: { state: "nodata", rttUs: null, lossPercent: 0, medianUs: null },
};

/**
 * A view for tests from drawings such as `["tyo: oof", "osa: nnn"]`: a row for each agent, a letter
 * for each cell (o ok, s slow, l slow by loss, f fail, n no data). Targets are `name` or `group/name`.
 */
export function sampleView(rows: string[], targets: string[]): MatrixView {
  const parsed = rows.map((row) => row.split(": "));
  return {
    seq: 1,
    sentAtMs: 1_000_000,
    agents: parsed.map(([name], index) => ({
      id: `agent_${index + 1}`,
      name,
      group: "",
      connected: true,
      lastRoundAtMs: 998_000,
    })),
    targets: targets.map((text, index) => ({
      id: `target_${index + 1}`,
      name: text.split("/").at(-1)!,
      address: `192.0.2.${index + 1}`,
      group: text.includes("/") ? text.split("/")[0] : "",
      warnMs: 200,
    })),
    ...packCells(parsed.flatMap(([, letters]) => [...letters].map((letter) => CELLS[letter]))),
  };
}

/** A cell in `state`, for tests. */
export function sampleCell(state: CellState | "loss"): Cell {
  return CELLS[state === "loss" ? "l" : state[0]];
}
