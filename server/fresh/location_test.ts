import assert from "node:assert/strict";
import { safeLocation } from "./location.ts";

Deno.test("safeLocation() keeps a path on this site", () => {
  const table: [given: string, location: string][] = [
    ["/", "/"],
    ["/a?next=//b#//c", "/a?next=//b#//c"],
    ["//evil.example/x", "/evil.example/x"],
    ["///evil.example", "/evil.example"],
    ["/\\evil.example", "/evil.example"],
    ["\\\\evil.example", "/evil.example"],
    ["/\t/evil.example", "/evil.example"],
    [" //evil.example", "/evil.example"],
    ["\n//evil.example", "/evil.example"],
    ["/a\r\nset-cookie: x=1", "/aset-cookie:%20x=1"],
    ["/日本?q=é", "/%E6%97%A5%E6%9C%AC?q=%C3%A9"],
    ["/a%2Fb", "/a%2Fb"],
    ["https://elsewhere.example//a", "https://elsewhere.example//a"],
  ];
  const base = "https://here.example/dir/";
  for (const [given, location] of table) {
    assert.equal(safeLocation(given), location, JSON.stringify(given));
    if (given.startsWith("https:")) continue;
    assert.equal(new URL(safeLocation(given), base).host, "here.example", JSON.stringify(given));
  }
});
