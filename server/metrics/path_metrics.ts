import { isIP } from "node:net";
import type { CellState } from "@/shared/cell_state.ts";
import type { Cell } from "@/shared/live/matrix.ts";
import type { MetricsFilter } from "../domain/metrics.ts";
import type { MatrixRows } from "../domain/results.ts";
import { familyHead, labelText, type MetricType, number } from "./exposition.ts";
import { BOUNDS_S, type PathCounts, type PathHistograms } from "./path_histograms.ts";

/**
 * Paths in one answer, about 40 MB of text: whole agents are left out beyond that, and counted. A
 * larger mesh is scraped agent by agent, with `?agent=`.
 */
export const MAX_PATHS = 10_000;
/** Text in one piece. */
const PIECE_LENGTH = 64 * 1024;

const STATE_NUMBERS: Record<CellState, number> = { ok: 0, slow: 1, fail: 2, nodata: 3 };

interface Path {
  labels: string;
  cell: Cell;
  counts: PathCounts | null;
}

interface Family {
  name: string;
  type: MetricType;
  help: string;
  /** Lines of one path; empty when there is nothing to say. */
  lines(path: Path): string;
}

const gauge = (
  name: string,
  help: string,
  value: (cell: Cell) => number | null,
): Family => ({
  name,
  type: "gauge",
  help,
  lines: ({ labels, cell }) => {
    const is = value(cell);
    return is === null ? "" : `${name}{${labels}} ${number(is)}\n`;
  },
});

const hasData = (cell: Cell, value: number | null) => cell.state === "nodata" ? null : value;

/** The names are those of smokeping_prober and blackbox_exporter, where they have one. */
const FAMILIES: readonly Family[] = [
  {
    name: "smokeping_requests_total",
    type: "counter",
    help: "Probes sent, since the start of the server.",
    lines: ({ labels, counts }) =>
      counts ? `smokeping_requests_total{${labels}} ${counts.sent}\n` : "",
  },
  {
    name: "smokeping_response_duration_seconds",
    type: "histogram",
    help: "Round-trip times of the probes that were answered.",
    lines: ({ labels, counts }) => counts ? histogramLines(labels, counts) : "",
  },
  gauge(
    "probe_success",
    "Whether the newest probe was answered.",
    (cell) => hasData(cell, cell.rttUs === null ? 0 : 1),
  ),
  gauge(
    "probe_duration_seconds",
    "Round-trip time of the newest probe, if it was answered.",
    (cell) => hasData(cell, cell.rttUs === null ? null : cell.rttUs / 1e6),
  ),
  gauge(
    "meshping_path_loss_ratio",
    "Lost share of the last minute.",
    (cell) => hasData(cell, cell.lossPercent / 100),
  ),
  gauge(
    "meshping_path_state",
    "State of the path: 0 ok, 1 slow, 2 fail, 3 no data.",
    (cell) => STATE_NUMBERS[cell.state],
  ),
];

/** Names of everything that is said of a path. */
export const PATH_METRICS: readonly string[] = FAMILIES.map(({ name }) => name);

function histogramLines(labels: string, { answered, sumSeconds, cumulative }: PathCounts): string {
  const name = "smokeping_response_duration_seconds";
  let text = "";
  for (const [n, bound] of BOUNDS_S.entries()) {
    text += `${name}_bucket{${labels},le="${bound}"} ${cumulative[n]}\n`;
  }
  text += `${name}_bucket{${labels},le="+Inf"} ${answered}\n`;
  return text +
    `${name}_sum{${labels}} ${number(sumSeconds)}\n${name}_count{${labels}} ${answered}\n`;
}

/** The rows and columns that were asked for, whole agents up to {@linkcode MAX_PATHS}. */
export function choosePaths({ agents, targets }: MatrixRows, filter: MetricsFilter) {
  const isWanted = (ids: readonly string[], id: string) => ids.length === 0 || ids.includes(id);
  const rows = [...agents.keys()].filter((n) => isWanted(filter.agents, agents[n].id));
  const columns = [...targets.keys()].filter((n) => isWanted(filter.targets, targets[n].id));
  const most = filter.paths ? Math.floor(MAX_PATHS / Math.max(columns.length, 1)) : 0;
  // One agent is always told of, however long the list: asking for less is not possible.
  const taken = rows.slice(0, filter.paths && rows.length > 0 ? Math.max(most, 1) : 0);
  return { rows: taken, columns, leftOut: (rows.length - taken.length) * columns.length };
}

/** Everything about the chosen paths, piece by piece: a family's lines stay together. */
export function* pathText(
  matrix: MatrixRows,
  { rows, columns }: { rows: readonly number[]; columns: readonly number[] },
  histograms: PathHistograms,
): Generator<string> {
  const agentLabels = rows.map((row) => {
    const { id, name } = matrix.agents[row];
    return labelText({ agent: id, source: name });
  });
  const targetLabels = columns.map((column) => {
    const { id, address, name } = matrix.targets[column];
    const ip = isIP(address) ? address : "";
    return labelText({ target: id, host: address, ip, name: name === address ? "" : name });
  });
  for (const family of FAMILIES) {
    let piece = familyHead(family.name, family.type, family.help);
    for (const [r, row] of rows.entries()) {
      for (const [c, column] of columns.entries()) {
        piece += family.lines({
          labels: `${agentLabels[r]},${targetLabels[c]}`,
          cell: matrix.rows[row][column],
          counts: histograms.of(matrix.agents[row].id, matrix.targets[column].id),
        });
        if (piece.length < PIECE_LENGTH) continue;
        yield piece;
        piece = "";
      }
    }
    yield piece;
  }
}
