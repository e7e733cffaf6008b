import assert from "node:assert/strict";
import { drawChanges, drawMatrix as draw, type Drawn, type Picture } from "./draw_matrix.ts";
import { layOut } from "./geometry.ts";
import type { MatrixPalette } from "./matrix_palette.ts";
import { STATE_CODES } from "@/shared/live/matrix.ts";
import { sampleView } from "./sample_view.ts";
import { visibleAxes } from "./visible_axes.ts";

/** A pen that writes down what it was told: text, and rectangles by their colour. */
function recordingPen() {
  const texts: string[] = [], rectangles: string[] = [];
  const known: Record<string, unknown> = {
    fillStyle: "",
    font: "",
    fillText: (text: string) => texts.push(text),
    fillRect: () => rectangles.push(String(known.fillStyle)),
    measureText: (text: string) => ({ width: text.length * 7 }),
  };
  const pen = new Proxy(known, {
    get: (target, name: string) => name in target ? target[name] : () => {},
  });
  return { pen: pen as unknown as CanvasRenderingContext2D, texts, rectangles };
}

const states = (prefix: string) => ({
  ok: `${prefix}ok`,
  slow: `${prefix}slow`,
  fail: `${prefix}fail`,
  nodata: `${prefix}nodata`,
});
const palette: MatrixPalette = {
  fill: states("fill-"),
  ink: states("ink-"),
  background: "bg",
  strong: "strong",
  middle: "middle",
  faint: "faint",
  line: "line",
  accent: "accent",
  failText: "fail-text",
  font: {
    heading: "heading",
    name: "name",
    nameStrong: "strong",
    nameSmall: "small",
    figure: "figure",
    figureStrong: "figure strong",
  },
};

function picture(rows: string[], targets: string[], part: Partial<Picture> = {}): Picture {
  const view = sampleView(rows, targets);
  const axes = visibleAxes(view, { filter: "", hidden: [] });
  const geometry = layOut(
    {
      rowGroups: axes.rows.map((row) => view.agents[row].group),
      columnGroups: axes.columns.map((column) => view.targets[column].group),
      longestRowName: 8,
      longestColumnName: 8,
    },
    "M",
    1000,
  );
  const scroll = { left: 0, top: 0, width: 1000, height: 600 };
  return { view, axes, geometry, palette, scroll, hidden: [], focus: null, nowMs: 0, ...part };
}

/** Draws everything; gives what was noted. */
function drawMatrix(pen: CanvasRenderingContext2D, picture: Picture): Drawn {
  const drawn = { cells: new Uint32Array(picture.view.states.length), rowNames: "" };
  draw(pen, picture, drawn);
  return drawn;
}

const cellsIn = (rectangles: string[]) => rectangles.filter((fill) => fill.startsWith("fill-"));

Deno.test("drawMatrix() shows the figure that decided a state and names of both sides", () => {
  const { pen, texts, rectangles } = recordingPen();
  drawMatrix(pen, picture(["tyo: oslfn"], ["a", "b", "c", "d", "e"]));
  assert.deepEqual(cellsIn(rectangles), [
    "fill-ok",
    "fill-slow",
    "fill-slow",
    "fill-fail",
    "fill-nodata",
  ]);
  for (const text of ["0.4", "612", "8%", "tyo", "a", "e"]) assert.ok(texts.includes(text), text);
});

Deno.test("drawMatrix() draws only what is in view of a large matrix", () => {
  const names = Array.from({ length: 400 }, (_, i) => `t${i}`);
  const rows = Array.from({ length: 400 }, (_, i) => `a${i}: ${"o".repeat(400)}`);
  const { pen, texts, rectangles } = recordingPen();
  const scroll = { left: 5_000, top: 5_000, width: 1000, height: 600 };
  drawMatrix(pen, picture(rows, names, { scroll }));
  const drawn = cellsIn(rectangles).length;
  assert.ok(drawn > 200 && drawn < 1_000, `${drawn} cells drawn`);
  assert.ok(!texts.includes("t0") && !texts.includes("a0"));
});

Deno.test("drawMatrix() leaves hidden states out", () => {
  const { pen, rectangles } = recordingPen();
  drawMatrix(pen, picture(["tyo: of"], ["a", "b"], { hidden: ["ok"] }));
  assert.deepEqual(cellsIn(rectangles), ["fill-fail"]);
});

Deno.test("drawMatrix() names a group once and cuts names that are too long", () => {
  const { pen, texts } = recordingPen();
  drawMatrix(pen, picture([`${"x".repeat(200)}: oo`], ["Tokyo/a", "Tokyo/b"]));
  assert.equal(texts.filter((text) => text === "Tokyo").length, 1);
  assert.ok(texts.some((text) => /^x+…$/.test(text) && text.length < 40));
});

Deno.test("drawMatrix() makes a name's control characters visible", () => {
  const { pen, texts } = recordingPen();
  drawMatrix(pen, picture(["a\u202e: o"], ["x"]));
  assert.ok(texts.includes("a⟨RLO⟩"));
});

Deno.test("drawMatrix() says how long a silent agent has been silent", () => {
  const shown = picture(["tyo: n"], ["x"], { nowMs: 998_000 + 40_000 });
  shown.view.agents[0].connected = false;
  const { pen, texts } = recordingPen();
  drawMatrix(pen, shown);
  assert.ok(texts.includes("40 s"));
});

Deno.test("drawChanges() draws the cells that changed, and nothing twice", () => {
  const shown = picture(["tyo: ooo", "osa: ooo"], ["a", "b", "c"]);
  const drawn = drawMatrix(recordingPen().pen, shown);
  const still = recordingPen();
  assert.equal(drawChanges(still.pen, shown, drawn), 0);
  assert.deepEqual(still.rectangles, []);
  assert.deepEqual(still.texts, [], "nor the names");
  shown.view.states[4] = STATE_CODES.fail;
  shown.view.rtts[2] = 612 + 100;
  const { pen, rectangles, texts } = recordingPen();
  assert.equal(drawChanges(pen, shown, drawn), 2);
  assert.deepEqual(cellsIn(rectangles), ["fill-ok", "fill-fail"]);
  assert.ok(texts.includes("612"));
  assert.equal(drawChanges(recordingPen().pen, shown, drawn), 0);
});

Deno.test("drawChanges() clears a cell whose state is hidden", () => {
  const shown = picture(["tyo: ff"], ["a", "b"], { hidden: ["ok"] });
  const drawn = drawMatrix(recordingPen().pen, shown);
  shown.view.states[1] = STATE_CODES.ok;
  const { pen, rectangles } = recordingPen();
  assert.equal(drawChanges(pen, shown, drawn), 1);
  assert.deepEqual(cellsIn(rectangles), []);
  assert.equal(rectangles[0], "bg");
});

Deno.test("drawChanges() goes on counting how long an agent has been silent", () => {
  const shown = picture(["tyo: n"], ["x"], { nowMs: 998_000 + 40_000 });
  shown.view.agents[0].connected = false;
  const drawn = drawMatrix(recordingPen().pen, shown);
  const { pen, texts } = recordingPen();
  drawChanges(pen, { ...shown, nowMs: 998_000 + 41_000 }, drawn);
  assert.ok(texts.includes("41 s"));
  shown.view.agents[0].connected = true;
  const back = recordingPen();
  drawChanges(back.pen, { ...shown, nowMs: 998_000 + 41_000 }, drawn);
  assert.deepEqual(back.texts, ["tyo"], "and stops when it is back");
});
