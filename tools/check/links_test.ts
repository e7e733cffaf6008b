import assert from "node:assert/strict";
import { findBrokenLinks, findRelativeLinks } from "./links.ts";

Deno.test("findRelativeLinks() finds links into the project when they are written as such", () => {
  const table: [string, string[]][] = [
    ["", []],
    ["See [a](docs/a.md) and [b](./b.md#part).", ["docs/a.md", "./b.md#part"]],
    ["![picture](docs/a.png)", ["docs/a.png"]],
    ['[a](docs/a.md "title")', ["docs/a.md"]],
    ["[a](<docs/a.md>)", ["docs/a.md"]],
    ["[![badge](b.svg)](c.md)", ["b.svg", "c.md"]],
    ["[a]: docs/a.md", ["docs/a.md"]],
    ['<a href="a.html"><img src="b.png"></a>', ["a.html", "b.png"]],
    ["[a](https://example.com/a) [b](mailto:b@example.com) [c](#here) [d](//e.com)", []],
    ["`[a](no.md)` and [b](yes.md)", ["yes.md"]],
    ["```md\n[a](no.md)\n```\n[b](yes.md)", ["yes.md"]],
    ["~~~\n```\n[a](no.md)\n~~~\n[b](yes.md)", ["yes.md"]],
    ["````\n```\n[a](no.md)\n```\n````\n[b](yes.md)", ["yes.md"]],
  ];
  for (const [markdown, expected] of table) {
    assert.deepEqual(findRelativeLinks(markdown).map((link) => link.target), expected, markdown);
  }
});

Deno.test("findBrokenLinks() resolves against the document when the target is missing", () => {
  const files = new Set(["README.md", "docs/a.md", "docs/b c.md", "docs"]);
  const table: [string, string, number][] = [
    ["README.md", "[a](docs/a.md#x) [d](docs)", 0],
    ["README.md", "[a](docs/b%20c.md)", 0],
    ["docs/a.md", "[r](../README.md)", 0],
    ["docs/a.md", "[r](README.md)", 1],
    ["README.md", "[r](/docs/a.md)", 0],
    ["README.md", "[r](../../docs/none.md) [s](none.md)", 2],
  ];
  for (const [path, markdown, count] of table) {
    const found = findBrokenLinks(path, markdown, (file) => files.has(file));
    assert.equal(found.length, count, `${path}: ${markdown}: ${found}`);
  }
  const [message] = findBrokenLinks("docs/a.md", "\n[x](y.md)", () => false);
  assert.equal(message, `docs/a.md:2: "y.md" leads nowhere: no docs/y.md here`);
});
