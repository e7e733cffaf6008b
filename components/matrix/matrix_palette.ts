import { CELL_STATES, type CellState } from "@/shared/cell_state.ts";
import { colourOf, fontOf } from "@/components/chart/canvas_colours.ts";

/** Colours and typefaces of the page as the matrix draws with them. */
export interface MatrixPalette {
  fill: Record<CellState, string | CanvasPattern>;
  ink: Record<CellState, string>;
  background: string;
  strong: string;
  middle: string;
  faint: string;
  line: string;
  accent: string;
  failText: string;
  font: Record<"heading" | "name" | "nameStrong" | "nameSmall" | "figure" | "figureStrong", string>;
}

/** Reads the tokens; to be read again when the theme changes. */
export function readMatrixPalette(context: CanvasRenderingContext2D): MatrixPalette {
  const each = (read: (state: CellState) => string) =>
    Object.fromEntries(CELL_STATES.map((state) => [state, read(state)])) as Record<
      CellState,
      string
    >;
  const fill: MatrixPalette["fill"] = each((state) => colourOf(`--${state}-fill`));
  fill.nodata = hatching(context) ?? fill.nodata;
  return {
    fill,
    ink: each((state) => colourOf(`--${state}-ink`)),
    background: colourOf("--bg"),
    strong: colourOf("--ink"),
    middle: colourOf("--ink-2"),
    faint: colourOf("--ink-3"),
    line: colourOf("--line"),
    accent: colourOf("--accent"),
    failText: colourOf("--fail-text"),
    font: {
      heading: fontOf("--sans", 11, 600),
      name: fontOf("--sans", 12),
      nameStrong: fontOf("--sans", 12, 600),
      nameSmall: fontOf("--sans", 11),
      figure: fontOf("--mono", 11),
      figureStrong: fontOf("--mono", 11, 600),
    },
  };
}

function hatching(context: CanvasRenderingContext2D): CanvasPattern | null {
  const tile = new OffscreenCanvas(6, 6), pen = tile.getContext("2d");
  if (!pen) return null;
  pen.fillStyle = colourOf("--nodata-fill");
  pen.fillRect(0, 0, 6, 6);
  pen.strokeStyle = colourOf("--hatch");
  for (const shift of [-6, 0, 6]) {
    pen.beginPath();
    pen.moveTo(shift - 1, 7);
    pen.lineTo(shift + 7, -1);
    pen.stroke();
  }
  return context.createPattern(tile, "repeat");
}
