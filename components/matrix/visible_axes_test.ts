import assert from "node:assert/strict";
import { sampleView } from "./sample_view.ts";
import { countStates, visibleAxes } from "./visible_axes.ts";

const view = sampleView(
  ["tyo-1: oofo", "tyo-2: ooos", "osa: nnnn"],
  ["Tokyo/gw", "Osaka/gw", "Tokyo/www-tyo", "Osaka/dns"],
);
const all = { rows: [0, 1, 2], columns: [0, 2, 1, 3] };

Deno.test("visibleAxes() puts the targets of a group side by side", () => {
  assert.deepEqual(visibleAxes(view, { filter: "", hidden: [] }), all);
});

const filters: [string, string, number[], number[]][] = [
  ["an agent's name", "tyo-2", [1], [0, 2, 1, 3]],
  ["a target's name, in any case", "DNS", [0, 1, 2], [3]],
  ["both kinds of names", "tyo", [0, 1], [2]],
  ["an address", "192.0.2.3", [0, 1, 2], [2]],
  ["a group, spaces around it", " tokyo ", [0, 1, 2], [0, 2]],
  ["both ends", "tyo-1 → osaka", [0], [1, 3]],
  ["both ends, as one types it", " tyo->tokyo", [0, 1], [0, 2]],
  ["one end alone", "→ dns", [0, 1, 2], [3]],
  ["one end that fits nothing", "paris → dns", [], []],
  ["nothing at all", "paris", [], []],
];
for (const [name, filter, rows, columns] of filters) {
  Deno.test(`visibleAxes() filters by ${name}`, () => {
    assert.deepEqual(visibleAxes(view, { filter, hidden: [] }), { rows, columns });
  });
}

Deno.test("visibleAxes() drops rows and columns of hidden states alone", () => {
  const axes = visibleAxes(view, { filter: "", hidden: ["ok", "nodata"] });
  assert.deepEqual(axes, { rows: [0, 1], columns: [2, 3] });
});

Deno.test("countStates() counts each state", () => {
  assert.deepEqual(countStates(view), { ok: 6, slow: 1, fail: 1, nodata: 4 });
});
