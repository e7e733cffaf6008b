import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { PathTable } from "./PathTable.tsx";
import { sampleView } from "./sample_view.ts";
import { visibleAxes } from "./visible_axes.ts";

const shown = (rows: string[], targets: string[], hidden: ("ok" | "nodata")[] = []) => {
  const view = sampleView(rows, targets);
  const axes = visibleAxes(view, { filter: "", hidden: [] });
  return renderToString(<PathTable view={view} axes={axes} hidden={hidden} />);
};
const states = (html: string) =>
  [...html.matchAll(/<td><span class="state (\w+)"/g)].map((match) => match[1]);

Deno.test("PathTable lists paths worst first", () => {
  const html = shown(["a: on", "b: sf"], ["x", "y"]);
  assert.deepEqual(states(html), ["fail", "slow", "nodata", "ok"]);
  assert.match(html, /href="\/mesh\/agent_2\/target_2"/);
});

Deno.test("PathTable leaves hidden states out", () => {
  assert.deepEqual(states(shown(["a: on", "b: sf"], ["x", "y"], ["ok", "nodata"])), [
    "fail",
    "slow",
  ]);
});

Deno.test("PathTable stops at a number a reader can bear and says what is left", () => {
  const names = Array.from({ length: 60 }, (_, i) => `t${i}`);
  const rows = Array.from({ length: 10 }, (_, i) => `a${i}: ${"o".repeat(60)}`);
  const html = shown(rows, names);
  assert.equal(states(html).length, 500);
  assert.match(html, /500 worst of 600 paths/);
});
