import assert from "node:assert/strict";
import { SharedTexts } from "./shared_texts.ts";

Deno.test("SharedTexts gives the part of the line, whatever was kept before", () => {
  const texts = new SharedTexts();
  // Two of them are as long and end the same: they want the same place.
  const parts = ["", "a", "aa/12345678", "bb/12345678", "é".repeat(12), "x".repeat(600)];
  for (let round = 0; round < 3; round++) {
    for (const part of parts) {
      const line = `<${part}> and more of it`;
      assert.equal(texts.part(line, 1, 1 + part.length), part);
    }
  }
});
