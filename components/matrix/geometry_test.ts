import assert from "node:assert/strict";
import fc from "fast-check";
import { layOut, moved, placePanel, scrollToShow, span, spotAt } from "./geometry.ts";

const outline = {
  rowGroups: ["Tokyo", "Tokyo", "Osaka"],
  columnGroups: ["A", "A", "B", "B", "C"],
  longestRowName: 10,
  longestColumnName: 9,
};
const wide = layOut(outline, "M", 1200);

Deno.test("layOut() leaves a gap between groups only", () => {
  const { x, y, cellWidth, cellHeight } = wide;
  assert.deepEqual(x.map((edge, i) => i ? edge - x[i - 1] - cellWidth : 0), [0, 0, 10, 0, 10]);
  assert.deepEqual(y.map((edge, i) => i ? edge - y[i - 1] - cellHeight : 0), [0, 0, 6]);
  assert.equal(x[0], wide.left);
  assert.equal(y[0], wide.top);
});

Deno.test("layOut() keeps figures legible and fills the width where it can", () => {
  const columnGroups = Array(20).fill("");
  const at = (viewport: number) => layOut({ ...outline, columnGroups }, "M", viewport);
  assert.equal(at(320).cellWidth, 40);
  assert.equal(at(5000).cellWidth, 56);
  const fitting = at(1200);
  assert.ok(fitting.width <= 1200 && fitting.width > 1200 - columnGroups.length);
  assert.equal(layOut(outline, "S", 1200).cellWidth, 16);
});

Deno.test("layOut() takes no room for groups that have no name", () => {
  const plain = layOut({ ...outline, rowGroups: ["", ""], columnGroups: ["", ""] }, "M", 1200);
  assert.ok(plain.left < wide.left && plain.top < wide.top);
});

Deno.test("layOut() of nothing is an empty picture", () => {
  const none = layOut({ ...outline, rowGroups: [], columnGroups: [] }, "M", 1200);
  assert.deepEqual([none.x, none.y], [[], []]);
  assert.ok(none.width > 0 && none.height > 0);
});

Deno.test("spotAt() finds the cell under a point and nothing between cells", () => {
  const { x, y, cellWidth, cellHeight } = wide;
  assert.deepEqual(spotAt(wide, x[2], y[1] + 3), { row: 1, column: 2 });
  assert.deepEqual(spotAt(wide, x[4] + cellWidth - 1, y[2]), { row: 2, column: 4 });
  assert.equal(spotAt(wide, x[1] + cellWidth + 1, y[0]), null, "in the gap of the groups");
  assert.equal(spotAt(wide, x[0] - 1, y[0]), null, "over the names of rows");
  assert.equal(spotAt(wide, x[0], y[0] - 1), null, "over the names of columns");
  assert.equal(spotAt(wide, x[4] + cellWidth, y[0]), null, "after the last column");
  assert.equal(spotAt(wide, x[0], y[2] + cellHeight), null, "below the last row");
});

Deno.test("span() is exactly the cells that overlap the view", () => {
  const group = fc.constantFrom("a", "b");
  fc.assert(fc.property(
    fc.array(group, { maxLength: 30 }),
    fc.integer({ min: -50, max: 1500 }),
    fc.integer({ min: 0, max: 800 }),
    (columnGroups, from, length) => {
      const { x, cellWidth } = layOut({ ...outline, columnGroups }, "M", 1000);
      const [first, end] = span(x, cellWidth, from, from + length);
      const inside = x.flatMap((edge, i) =>
        edge + cellWidth > from && edge <= from + length ? [i] : []
      );
      assert.deepEqual(Array.from({ length: end - first }, (_, i) => first + i), inside);
    },
  ));
});

const keys: [string, { row: number; column: number } | null][] = [
  ["ArrowRight", { row: 1, column: 3 }],
  ["ArrowLeft", { row: 1, column: 1 }],
  ["ArrowUp", { row: 0, column: 2 }],
  ["ArrowDown", { row: 2, column: 2 }],
  ["PageDown", { row: 2, column: 2 }],
  ["Home", { row: 1, column: 0 }],
  ["End", { row: 1, column: 4 }],
  ["a", null],
  ["Enter", null],
];
for (const [key, expected] of keys) {
  Deno.test(`moved() answers ${key}`, () => {
    assert.deepEqual(moved({ row: 1, column: 2 }, key, 3, 5), expected);
  });
}

Deno.test("moved() stays inside and does nothing in an empty matrix", () => {
  assert.deepEqual(moved({ row: 0, column: 0 }, "ArrowUp", 3, 5), { row: 0, column: 0 });
  assert.equal(moved({ row: 0, column: 0 }, "ArrowUp", 0, 5), null);
});

Deno.test("scrollToShow() leaves what is in view and moves the least otherwise", () => {
  const view = { left: 0, top: 0, width: 1200, height: 600 };
  assert.deepEqual(scrollToShow(wide, { row: 1, column: 1 }, view), { left: 0, top: 0 });
  const low = { ...view, width: wide.left + 90, height: wide.top + 40 };
  const shown = scrollToShow(wide, { row: 2, column: 4 }, low);
  assert.ok(wide.x[4] + wide.cellWidth <= shown.left + low.width);
  assert.ok(wide.y[2] + wide.cellHeight <= shown.top + low.height);
  const back = scrollToShow(wide, { row: 0, column: 0 }, { ...low, ...shown });
  assert.deepEqual(back, { left: 0, top: 0 });
});

Deno.test("placePanel() never covers its cell and stays on the page", () => {
  const page = { left: 0, top: 0, width: 1000, height: 700 }, panel = { width: 336, height: 250 };
  const at = (left: number, top: number) => ({ left, top, width: 48, height: 26 });
  assert.deepEqual(placePanel(at(100, 300), panel, page), { left: 158, top: 292 });
  assert.deepEqual(placePanel(at(900, 300), panel, page), { left: 554, top: 292 });
  assert.equal(placePanel(at(100, 690), panel, page).top, 700 - 16 - 250);
  assert.deepEqual(placePanel(at(2, 2), panel, { ...page, width: 300, height: 200 }), {
    left: 16,
    top: 16,
  });
});
