import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { renderDocument } from "./document.ts";
import { markIsland } from "./island.ts";
import { unpackIslands } from "./island_props.ts";
import { type IslandRef, renderState } from "./render_state.ts";
import { asset, Head } from "./runtime.ts";
import { EMPTY_SNAPSHOT, type Snapshot } from "./snapshot.ts";

function Inner() {
  return <b>inner</b>;
}
function Outer(props: { children?: ComponentChildren; label?: unknown }) {
  return (
    <p>
      {String(props.label ?? "")}
      <Inner />
      {props.children}
    </p>
  );
}
const Carried = () => <i>small</i>;
markIsland(Carried);
markIsland(Inner);
markIsland(Outer);

function snapshot(prefix: string): Snapshot {
  const place = (name: string) => {
    const chunk = `/${prefix}/${name}.js`;
    return { chunk, scripts: [chunk, `/${prefix}/shared.js`] };
  };
  const islands = new Map<unknown, IslandRef>([
    [Inner, { ...place("inner"), exportName: "default" }],
    [Outer, { ...place("outer"), exportName: "Outer" }],
    [Carried, { chunk: "Carried-0", scripts: [], exportName: "default" }],
  ]);
  const boot = { path: `/${prefix}/boot.js`, imports: [`/${prefix}/common.js`] };
  return { ...EMPTY_SNAPSHOT, buildId: prefix, boot, islands };
}

const block = (html: string) => /id="mp-islands">(.*?)<\/script>/.exec(html)![1];

Deno.test("renderDocument() marks the outermost islands and sends their props once", () => {
  const { html, preload } = renderDocument(
    <main>
      <Outer label="x" />
      <Inner />
      <Outer />
    </main>,
    snapshot("a"),
  );
  assert.match(html, /^<!DOCTYPE html><html><head><meta charset="utf-8"\/><\/head><body><main>/);
  assert.match(html, /<!--mp:0--><p>x<b>inner<\/b><\/p><!--\/mp:0--><!--mp:1--><b>/);
  const scripts = ["/a/boot.js", "/a/common.js", "/a/outer.js", "/a/shared.js", "/a/inner.js"];
  assert.deepEqual(preload, scripts, "all of them, once each");
  const { used, calls } = unpackIslands(block(html));
  assert.deepEqual(used.map((ref) => ref.exportName), ["Outer", "default"]);
  assert.deepEqual(calls, [[0, { label: "x" }], [1, {}], [0, {}]]);
});

Deno.test("renderDocument() uses the bundles of the build it is given, of several in one process", () => {
  for (const name of ["a", "b"]) {
    const { html } = renderDocument(<Inner />, snapshot(name));
    assert.match(html, new RegExp(`src="/${name}/boot.js"`));
    assert.equal(unpackIslands(block(html)).used[0].chunk, `/${name}/inner.js`);
  }
  const { html } = renderDocument(<Inner />, EMPTY_SNAPSHOT);
  assert.equal(html.includes("mp:"), false);
  assert.equal(html.includes("<script"), false);
});

Deno.test("renderDocument() asks for no file of an island that the boot script carries", () => {
  const { html, preload } = renderDocument(<Carried />, snapshot("a"));
  assert.equal(unpackIslands(block(html)).used[0].chunk, "Carried-0");
  assert.deepEqual(preload, ["/a/boot.js", "/a/common.js"]);
});

Deno.test("renderDocument() sends no script to a page without islands", () => {
  const { html, preload } = renderDocument(<p>plain</p>, snapshot("a"));
  assert.equal(html.includes("<script"), false);
  assert.deepEqual(preload, []);
});

Deno.test("renderDocument() refuses JSX props but takes signals", () => {
  const message = /^Island Outer: prop "children" is JSX/;
  assert.throws(() =>
    renderDocument(
      <Outer>
        <i />
      </Outer>,
      snapshot("a"),
    ), { message });
  assert.throws(() => renderDocument(<Outer>{[[<i key="1" />]]}</Outer>, snapshot("a")), {
    message,
  });
  const { html } = renderDocument(<Outer label={signal(5)} />, snapshot("a"));
  assert.match(html, /<!--mp:0-->/);
});

Deno.test("renderDocument() leaves no state behind when a component throws", () => {
  const Broken = () => {
    throw new Error("broken");
  };
  assert.throws(() => renderDocument(<Broken />, snapshot("a")), { message: "broken" });
  const Page = () => <p>{asset("/x")}</p>;
  assert.match(renderDocument(<Page />, snapshot("b")).html, /\/x\?mp_v=b/);
  assert.equal(renderState(), null);
});

Deno.test("asset() adds the build's id to own paths only", () => {
  const table: [path: string, result: string][] = [
    ["/a.css", "/a.css?mp_v=a"],
    ["/a.css?x=1#y", "/a.css?x=1&amp;mp_v=a#y"],
    ["/a.css?mp_v=old", "/a.css?mp_v=old"],
    ["//cdn.example/a.css", "//cdn.example/a.css"],
    ["https://cdn.example/a.css", "https://cdn.example/a.css"],
    ["a.css", "a.css"],
  ];
  for (const [path, result] of table) {
    const Page = () => <p>{asset(path)}</p>;
    assert.ok(renderDocument(<Page />, snapshot("a")).html.includes(`<p>${result}</p>`), path);
  }
});

Deno.test("Head() moves its children into the head, wherever it stands", () => {
  const Deep = () => (
    <Head>
      <title>T & U</title>
      <link rel="x" href={asset("/x")} />
    </Head>
  );
  const { html } = renderDocument(
    <html>
      <head>
        <title>old</title>
      </head>
      <body>
        <p>
          <Deep />
        </p>
      </body>
    </html>,
    snapshot("a"),
  );
  assert.equal(
    html,
    '<!DOCTYPE html><html><head><title>T &amp; U</title><link rel="x" href="/x?mp_v=a"/></head>' +
      "<body><p></p></body></html>",
  );
});
