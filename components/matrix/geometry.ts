import type { CellSize } from "./matrix_query.ts";

/** Where everything of the matrix lies, in CSS pixels of the whole picture, scrolled to its origin. */
export interface Geometry {
  size: CellSize;
  /** Too narrow for group names beside the rows. */
  narrow: boolean;
  /** Width of the rows' names and height of the columns' names: both stay in view. */
  left: number;
  top: number;
  cellWidth: number;
  cellHeight: number;
  /** Left edge of each column and upper edge of each row. */
  x: number[];
  y: number[];
  width: number;
  height: number;
}

/** What is to be laid out: group and length of name of each row and column, in order. */
export interface Outline {
  rowGroups: readonly string[];
  columnGroups: readonly string[];
  /** Characters of the longest name. */
  longestRowName: number;
  longestColumnName: number;
}

/** A place in the matrix as shown: row and column count from 0 in the order shown. */
export interface Spot {
  row: number;
  column: number;
}

export interface Scroll {
  left: number;
  top: number;
  width: number;
  height: number;
}

const NARROW = 640, MARGIN = 16;
const ROW_GROUP_WIDTH = 72, COLUMN_GROUP_HEIGHT = 28;

/**
 * Lays the matrix out for a viewport of `viewportWidth` pixels. With `wallHeight` cells grow or shrink
 * until everything is in view at once.
 */
export function layOut(
  outline: Outline,
  chosen: CellSize,
  viewportWidth: number,
  wallHeight?: number,
): Geometry {
  const size = wallHeight === undefined ? chosen : wallSize(outline, viewportWidth, wallHeight);
  const narrow = viewportWidth < NARROW, small = size === "S";
  const gapX = small ? 6 : 10, gapY = small ? 4 : 6;
  const grouped = !narrow && outline.rowGroups.some((group) => group !== "");
  const names = narrow
    ? clamp(outline.longestRowName * 6.6 + 10, 56, 104)
    : clamp(outline.longestRowName * 6.6 + 46, 112, 220);
  const left = Math.round(names) + (grouped ? ROW_GROUP_WIDTH : 0);
  const top = Math.round(
    clamp(outline.longestColumnName * 7 + 14, 48, 132) + headingHeight(outline.columnGroups),
  );
  const room = viewportWidth - left - changes(outline.columnGroups) * gapX - MARGIN;
  const fit = Math.floor(room / Math.max(1, outline.columnGroups.length));
  const wall = wallHeight !== undefined;
  const cellWidth = wall ? clamp(fit, 3, 140) : small ? 16 : clamp(fit, 40, 56);
  const roomY = (wallHeight ?? 0) - top - changes(outline.rowGroups) * gapY - 8;
  const fitY = Math.floor(roomY / Math.max(1, outline.rowGroups.length));
  const cellHeight = wall ? clamp(fitY, 3, 64) : small ? 16 : 26;
  const x = edges(outline.columnGroups, left, cellWidth, gapX);
  const y = edges(outline.rowGroups, top, cellHeight, gapY);
  return {
    size,
    narrow,
    left,
    top,
    cellWidth,
    cellHeight,
    x,
    y,
    width: (x.at(-1) ?? left - cellWidth) + cellWidth + MARGIN,
    height: (y.at(-1) ?? top - cellHeight) + cellHeight + 8,
  };
}

/** Cells show figures on a wall where there is room for them. */
function wallSize(outline: Outline, width: number, height: number): CellSize {
  const fits = (width - 260) / Math.max(1, outline.columnGroups.length) >= 44 &&
    (height - 160) / Math.max(1, outline.rowGroups.length) >= 20;
  return fits ? "M" : "S";
}

/** The cell under a point of the whole picture, or `null` between cells and over names. */
export function spotAt(geometry: Geometry, pointX: number, pointY: number): Spot | null {
  const column = lastAtOrBefore(geometry.x, pointX), row = lastAtOrBefore(geometry.y, pointY);
  if (row < 0 || column < 0) return null;
  if (pointX >= geometry.x[column] + geometry.cellWidth) return null;
  if (pointY >= geometry.y[row] + geometry.cellHeight) return null;
  return { row, column };
}

/** Indexes of the first edge in view and of the one after the last, for cells `extent` long. */
export function span(
  starts: readonly number[],
  extent: number,
  from: number,
  to: number,
): [first: number, end: number] {
  const first = lastAtOrBefore(starts, from);
  const start = first >= 0 && starts[first] + extent > from ? first : first + 1;
  return [start, Math.max(start, lastAtOrBefore(starts, to) + 1)];
}

/** Where `key` leads from `spot`, or `null` when it is no key that moves. */
export function moved(spot: Spot, key: string, rows: number, columns: number): Spot | null {
  const steps: Record<string, [row: number, column: number]> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    PageUp: [-10, 0],
    PageDown: [10, 0],
    Home: [0, -columns],
    End: [0, columns],
  };
  const step = steps[key];
  if (!step || !rows || !columns) return null;
  return {
    row: clamp(spot.row + step[0], 0, rows - 1),
    column: clamp(spot.column + step[1], 0, columns - 1),
  };
}

/** The least scrolling that brings `spot` out from under the names and into view. */
export function scrollToShow(geometry: Geometry, spot: Spot, scroll: Scroll) {
  const x = geometry.x[spot.column], y = geometry.y[spot.row];
  return {
    left: clamp(scroll.left, x + geometry.cellWidth + MARGIN - scroll.width, x - geometry.left),
    top: clamp(scroll.top, y + geometry.cellHeight + 8 - scroll.height, y - geometry.top),
  };
}

/** A rectangle on the page. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where a panel goes that belongs to `anchor`: beside it, inside the page, never over it. */
export function placePanel(anchor: Box, panel: { width: number; height: number }, page: Box) {
  const gap = 10, edge = 16, right = page.left + page.width, bottom = page.top + page.height;
  const after = anchor.left + anchor.width + gap;
  const left = after + panel.width <= right - edge
    ? after
    : Math.max(page.left + edge, anchor.left - gap - panel.width);
  const top = clamp(anchor.top - 8, page.top + edge, bottom - edge - panel.height);
  return { left, top: Math.max(page.top + edge, top) };
}

function edges(groups: readonly string[], start: number, extent: number, gap: number): number[] {
  let at = start;
  return groups.map((group, index) => {
    if (index > 0 && groups[index - 1] !== group) at += gap;
    const edge = at;
    at += extent;
    return edge;
  });
}

function changes(groups: readonly string[]): number {
  return groups.filter((group, index) => index > 0 && groups[index - 1] !== group).length;
}

function headingHeight(groups: readonly string[]): number {
  return groups.some((group) => group !== "") ? COLUMN_GROUP_HEIGHT : 0;
}

/** Index of the last of the rising `values` that is not above `limit`, or -1. */
function lastAtOrBefore(values: readonly number[], limit: number): number {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
