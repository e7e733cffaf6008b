import type { CellState } from "@/shared/cell_state.ts";

/** Draws the glyph of `state` around (x, y); `half` is half its size in pixels. */
export function drawGlyph(
  pen: CanvasRenderingContext2D,
  state: CellState,
  x: number,
  y: number,
  half: number,
): void {
  pen.beginPath();
  pen.lineWidth = half * 0.48;
  if (state === "ok") {
    pen.arc(x, y, half * 0.34, 0, 2 * Math.PI);
    pen.fill();
  } else if (state === "slow") {
    pen.moveTo(x, y - half * 0.9);
    pen.lineTo(x + half, y + half * 0.8);
    pen.lineTo(x - half, y + half * 0.8);
    pen.fill();
  } else if (state === "fail") {
    pen.moveTo(x - half * 0.8, y - half * 0.8);
    pen.lineTo(x + half * 0.8, y + half * 0.8);
    pen.moveTo(x + half * 0.8, y - half * 0.8);
    pen.lineTo(x - half * 0.8, y + half * 0.8);
    pen.stroke();
  } else {
    pen.moveTo(x - half * 0.9, y);
    pen.lineTo(x + half * 0.9, y);
    pen.stroke();
  }
}
