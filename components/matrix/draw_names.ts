import { formatLargestUnit } from "@/components/text/format.ts";
import { visibleText } from "@/components/text/visible_text.ts";
import type { Picture } from "./draw_matrix.ts";

/** Cells thinner than this have names that would lie over one another. */
const NAMED_PX = 11;

/** Names of the columns, rotated, and their groups above them. */
export function drawColumnNames(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  first: number,
  end: number,
): void {
  const { geometry, palette, scroll, view, axes, focus } = picture;
  const clip = {
    x: geometry.left,
    y: 0,
    width: scroll.width - geometry.left,
    height: geometry.top,
  };
  inside(pen, clip, palette.background, () => {
    const targets = axes.columns.map((column) => view.targets[column]);
    const grouped = targets.some((target) => target.group !== "");
    for (let column = first; column < end; column++) {
      const x = geometry.x[column] - scroll.left, on = focus?.column === column;
      const starts = column === first || targets[column - 1].group !== targets[column].group;
      if (grouped && starts) drawColumnGroup(pen, picture, column);
      if (!on && geometry.cellWidth < NAMED_PX) continue;
      pen.save();
      pen.translate(x + geometry.cellWidth / 2, geometry.top - 7);
      pen.rotate(-Math.PI / 2);
      pen.textAlign = "left";
      pen.font = on ? palette.font.nameStrong : palette.font.name;
      pen.fillStyle = on ? palette.strong : palette.middle;
      const room = geometry.top - (grouped ? 34 : 12);
      pen.fillText(fitted(pen, visibleText(targets[column].name), room), 0, 0);
      pen.restore();
    }
  });
}

function drawColumnGroup(pen: CanvasRenderingContext2D, picture: Picture, column: number): void {
  const { geometry, palette, scroll, view, axes } = picture;
  const group = view.targets[axes.columns[column]].group;
  if (group === "") return;
  const same = (i: number) => view.targets[axes.columns[i]]?.group === group;
  let from = column, to = column;
  while (same(from - 1)) from--;
  while (same(to + 1)) to++;
  const x = geometry.x[from] - scroll.left;
  const end = geometry.x[to] + geometry.cellWidth - scroll.left - 1;
  pen.font = palette.font.heading;
  pen.textAlign = "left";
  pen.fillStyle = palette.middle;
  // A group that is scrolled half away keeps its name at the edge.
  const at = Math.max(x, Math.min(geometry.left, end - 56));
  pen.fillText(fitted(pen, visibleText(group), end - at), at, 10);
  pen.fillStyle = palette.line;
  pen.fillRect(x, 20, end - x, 1);
}

/** Names of the rows, their groups, and for how long a silent agent has been silent. */
export function drawRowNames(
  pen: CanvasRenderingContext2D,
  picture: Picture,
  first: number,
  end: number,
): void {
  const { geometry, palette, scroll, view, axes, focus, nowMs } = picture;
  const agents = axes.rows.map((row) => view.agents[row]);
  const grouped = !geometry.narrow && agents.some((agent) => agent.group !== "");
  const nameX = grouped ? 72 : 0;
  const clip = {
    x: 0,
    y: geometry.top,
    width: geometry.left,
    height: scroll.height - geometry.top,
  };
  inside(pen, clip, palette.background, () => {
    for (let row = first; row < end; row++) {
      const agent = agents[row], on = focus?.row === row;
      const y = geometry.y[row] - scroll.top + (geometry.cellHeight - 1) / 2;
      pen.textAlign = "left";
      if (grouped && (row === first || agents[row - 1].group !== agent.group)) {
        pen.font = palette.font.heading;
        pen.fillStyle = palette.middle;
        pen.fillText(fitted(pen, visibleText(agent.group), 66), 0, y);
      }
      if (!on && geometry.cellHeight < NAMED_PX) continue;
      const silent = !agent.connected && !geometry.narrow;
      const name = geometry.size === "S" ? palette.font.nameSmall : palette.font.name;
      pen.font = on ? palette.font.nameStrong : name;
      pen.fillStyle = on ? palette.strong : agent.connected ? palette.middle : palette.faint;
      const room = geometry.left - nameX - (silent ? 52 : 8);
      pen.fillText(fitted(pen, visibleText(agent.name), room), nameX, y);
      if (!silent) continue;
      pen.textAlign = "right";
      pen.font = palette.font.nameSmall;
      pen.fillText(silence(nowMs, agent.lastRoundAtMs), geometry.left - 8, y);
    }
  });
}

/** What changes about the names of these rows while nothing else does: who is silent, and how long. */
export function lookOfRowNames({ axes, view, nowMs }: Picture, first: number, end: number): string {
  let look = "";
  for (let row = first; row < end; row++) {
    const { connected, lastRoundAtMs } = view.agents[axes.rows[row]];
    if (!connected) look += `${row} ${silence(nowMs, lastRoundAtMs)};`;
  }
  return look;
}

const silence = (nowMs: number, lastRoundAtMs: number | null) =>
  lastRoundAtMs === null ? "" : formatLargestUnit(nowMs - lastRoundAtMs);

function inside(
  pen: CanvasRenderingContext2D,
  box: { x: number; y: number; width: number; height: number },
  background: string,
  draw: () => void,
): void {
  pen.save();
  pen.beginPath();
  pen.rect(box.x, box.y, box.width, box.height);
  pen.clip();
  pen.fillStyle = background;
  pen.fillRect(box.x, box.y, box.width, box.height);
  draw();
  pen.restore();
}

const fits = new Map<string, string>();

/** `text` cut with an ellipsis to `room` pixels in the pen's font. */
function fitted(pen: CanvasRenderingContext2D, text: string, room: number): string {
  const key = `${pen.font}|${Math.round(room)}|${text}`;
  const known = fits.get(key);
  if (known !== undefined) return known;
  let shown = text;
  if (pen.measureText(text).width > room) {
    const letters = [...text];
    let low = 0, high = letters.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const wide = pen.measureText(letters.slice(0, middle).join("") + "…").width > room;
      if (wide) high = middle - 1;
      else low = middle;
    }
    shown = letters.slice(0, low).join("") + "…";
  }
  // Names are few and repeat with every drawing; the bound is for lists that keep changing.
  if (fits.size > 4_000) fits.clear();
  fits.set(key, shown);
  return shown;
}
