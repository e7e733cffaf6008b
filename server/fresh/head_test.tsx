import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { insertHead, mergeHead } from "./head.ts";

Deno.test("mergeHead() lets a later element replace the one it stands for", () => {
  const first = <title>one</title>;
  const second = (
    <>
      <meta name="a" content="1" />
      <link rel="x" href="/1" />
      text
    </>
  );
  const third = (
    <>
      <title>two</title>
      <meta name="a" content="2" />
      <meta property="a" content="3" />
      <link rel="x" href="/2" key="only" />
      <link rel="y" href="/3" key="only" />
    </>
  );
  const { title, others } = mergeHead([first, second, null, [third]]);
  assert.equal(renderToString(title!), "<title>two</title>");
  assert.equal(
    renderToString(<>{others}</>),
    '<meta name="a" content="2"/><link rel="x" href="/1"/>' +
      '<meta property="a" content="3"/><link rel="y" href="/3"/>',
  );
});

Deno.test("insertHead() replaces the title in its place and appends the rest", () => {
  const table: [html: string, title: string, others: string, result: string][] = [
    [
      "<head><title>a</title><meta></head><body>",
      "<title>b</title>",
      "<link>",
      "<head><title>b</title><meta><link></head><body>",
    ],
    [
      "<head><meta></head><body><svg><title>s</title></svg>",
      "<title>b</title>",
      "",
      "<head><meta><title>b</title></head><body><svg><title>s</title></svg>",
    ],
    ["<head><title>a</title></head>", "", "<link>", "<head><title>a</title><link></head>"],
    [
      "<head><title>a</title></head>",
      "<title>$& $1</title>",
      "",
      "<head><title>$& $1</title></head>",
    ],
    ["<p>no head</p>", "<title>b</title>", "", "<p>no head</p>"],
  ];
  for (const [html, title, others, result] of table) {
    assert.equal(insertHead(html, title, others), result, html);
  }
});
