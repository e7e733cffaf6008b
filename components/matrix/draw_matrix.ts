import type { CellState } from "@/shared/cell_state.ts";
import { type Cell, cellAt, type MatrixView, stateAt } from "@/shared/live/matrix.ts";
import { matrixWords } from "@/components/words/matrix.ts";
import { cellFigure } from "./cell_text.ts";
import { drawGlyph } from "./draw_glyph.ts";
import { drawColumnNames, drawRowNames, lookOfRowNames } from "./draw_names.ts";
import { type Geometry, type Scroll, span, type Spot } from "./geometry.ts";
import type { MatrixPalette } from "./matrix_palette.ts";
import type { Axes } from "./visible_axes.ts";

/** Everything one drawing needs. */
export interface Picture {
  view: MatrixView;
  axes: Axes;
  geometry: Geometry;
  palette: MatrixPalette;
  scroll: Scroll;
  hidden: readonly CellState[];
  focus: Spot | null;
  /** Unix time of the server in milliseconds, for how long an agent has been silent. */
  nowMs: number;
}

/** What a canvas shows, so that only what looks different has to be drawn. */
export interface Drawn {
  /** How each cell of the view looks. */
  cells: Uint32Array;
  /** How the names of the rows look. */
  rowNames: string;
}

/**
 * Draws the part of the matrix that is scrolled into view: cells first, names over them. Notes in
 * `drawn` what that looks like, for {@linkcode drawChanges}; it has room for all cells.
 */
export function drawMatrix(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  drawn: Drawn,
): void {
  const { palette, scroll, view, hidden } = picture;
  pen.textBaseline = "middle";
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, scroll.width, scroll.height);
  const part = visitInView(picture, (index, place) => {
    drawn.cells[index] = lookOf(picture, index);
    if (!hidden.includes(stateAt(view, index))) drawCell(pen, picture, cellAt(view, index), place);
  });
  drawColumnNames(pen, picture, part.firstColumn, part.endColumn);
  drawRowNames(pen, picture, part.firstRow, part.endRow);
  drawn.rowNames = lookOfRowNames(picture, part.firstRow, part.endRow);
  drawCorner(pen, picture);
  drawFocus(pen, picture);
}

/**
 * Draws what looks different than when the same part of the same matrix was drawn last: cells that
 * changed, and for how long agents have been silent. Returns how many cells it drew.
 */
export function drawChanges(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  drawn: Drawn,
): number {
  const { geometry, palette, scroll, view, hidden } = picture;
  let changed = 0;
  pen.textBaseline = "middle";
  pen.save();
  pen.beginPath();
  pen.rect(geometry.left, geometry.top, scroll.width, scroll.height);
  pen.clip();
  const part = visitInView(picture, (index, place) => {
    const look = lookOf(picture, index);
    if (drawn.cells[index] === look) return;
    drawn.cells[index] = look;
    changed++;
    if (!hidden.includes(stateAt(view, index))) {
      return drawCell(pen, picture, cellAt(view, index), place);
    }
    pen.fillStyle = palette.background;
    pen.fillRect(place.x, place.y, geometry.cellWidth - 1, geometry.cellHeight - 1);
  });
  pen.restore();
  const rowNames = lookOfRowNames(picture, part.firstRow, part.endRow);
  if (drawn.rowNames !== rowNames) drawRowNames(pen, picture, part.firstRow, part.endRow);
  drawn.rowNames = rowNames;
  if (changed > 0) drawFocus(pen, picture);
  return changed;
}

/** Everything a cell shows, in one number: its state, and its RTT and loss where there is room. */
function lookOf({ view, geometry }: Picture, index: number): number {
  if (geometry.size === "S") return view.states[index];
  return view.states[index] | view.rtts[index] << 2 | view.lost[index] << 18;
}

/** Visits the cells in view with their place on the canvas; returns which rows and columns they are. */
function visitInView(
  { geometry, scroll, axes, view }: Picture,
  visit: (index: number, place: { x: number; y: number }) => void,
) {
  const [firstColumn, endColumn] = inView(geometry.x, geometry.cellWidth, scroll.left, {
    names: geometry.left,
    length: scroll.width,
  });
  const [firstRow, endRow] = inView(geometry.y, geometry.cellHeight, scroll.top, {
    names: geometry.top,
    length: scroll.height,
  });
  for (let row = firstRow; row < endRow; row++) {
    const line = axes.rows[row] * view.targets.length, y = geometry.y[row] - scroll.top;
    for (let column = firstColumn; column < endColumn; column++) {
      visit(line + axes.columns[column], { x: geometry.x[column] - scroll.left, y });
    }
  }
  return { firstColumn, endColumn, firstRow, endRow };
}

function inView(
  starts: readonly number[],
  extent: number,
  scrolled: number,
  view: { names: number; length: number },
) {
  return span(starts, extent, scrolled + view.names, scrolled + view.length);
}

function drawCell(
  pen: CanvasRenderingContext2D,
  { geometry, palette }: Picture,
  cell: Cell,
  { x, y }: { x: number; y: number },
): void {
  const width = geometry.cellWidth - 1, height = geometry.cellHeight - 1;
  const small = geometry.size === "S", { state } = cell;
  pen.fillStyle = palette.fill[state];
  pen.fillRect(x, y, width, height);
  pen.fillStyle = pen.strokeStyle = palette.ink[state];
  const middle = y + height / 2;
  // On a wall of thousands the colour alone has room.
  if (Math.min(width, height) < 9) return;
  const figure = small ? null : cellFigure(cell);
  if (figure === null) {
    const half = small ? (state === "ok" ? 5 : 3.8) : 4.5;
    return drawGlyph(pen, state, x + width / 2, middle, half);
  }
  if (state === "ok") {
    // In the corner, faint: beside the number a dot reads as a decimal point.
    pen.globalAlpha = 0.55;
    drawGlyph(pen, state, x + 5, y + 5, 3.5);
    pen.globalAlpha = 1;
  } else drawGlyph(pen, state, x + 9, middle, 3.8);
  pen.font = state === "slow" ? palette.font.figureStrong : palette.font.figure;
  pen.textAlign = "right";
  pen.fillText(figure, x + geometry.cellWidth - 6, middle + 0.5);
}

function drawCorner(pen: CanvasRenderingContext2D, { geometry, palette, scroll }: Picture): void {
  pen.fillStyle = palette.background;
  pen.fillRect(0, 0, geometry.left, geometry.top);
  pen.font = palette.font.nameSmall;
  pen.fillStyle = palette.faint;
  pen.textAlign = "left";
  pen.fillText(
    geometry.narrow ? matrixWords().cornerNarrow : matrixWords().corner,
    0,
    geometry.top - 12,
  );
  pen.fillStyle = palette.line;
  if (scroll.left > 0) pen.fillRect(geometry.left - 1, 0, 1, scroll.height);
  if (scroll.top > 0) pen.fillRect(0, geometry.top - 1, scroll.width, 1);
}

function drawFocus(pen: CanvasRenderingContext2D, picture: Picture): void {
  const { focus, geometry, palette, scroll } = picture;
  if (!focus) return;
  const x = geometry.x[focus.column] - scroll.left, y = geometry.y[focus.row] - scroll.top;
  if (!(x >= geometry.left && y >= geometry.top)) return;
  const width = geometry.cellWidth, height = geometry.cellHeight;
  for (const [colour, line] of [[palette.background, 4], [palette.accent, 2]] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = line;
    pen.strokeRect(x - 0.5, y - 0.5, width, height);
  }
}
