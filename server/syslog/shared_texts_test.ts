import assert from "node:assert/strict";
import { SharedTexts } from "./shared_texts.ts";

Deno.test("SharedTexts gives the part of the line, whatever was kept before", () => {
  const texts = new SharedTexts();
  // All of these end the same, so that they want the same place when they are as long.
  const parts = ["", "a", "curl/8.5.0", "wget/8.5.0", "é".repeat(12), "x".repeat(600)];
  for (let round = 0; round < 3; round++) {
    for (const part of parts) {
      const line = `<${part}> and more of it`;
      assert.equal(texts.part(line, 1, 1 + part.length), part);
    }
  }
});
