import assert from "node:assert/strict";
import fc from "fast-check";
import { visibleParts, visibleText } from "./visible_text.ts";

const cases: [string, string, string][] = [
  ["plain text", "GET / HTTP/1.1", "GET / HTTP/1.1"],
  ["nothing", "", ""],
  ["markup, which is only text", "<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["an escape sequence", "\x1b[31madmin", "⟨ESC⟩[31madmin"],
  ["line ends", "a\r\nb", "a⟨CR⟩⟨LF⟩b"],
  ["a tab and NUL", "\t\0", "⟨TAB⟩⟨NUL⟩"],
  ["an unnamed control", "\x01", "⟨x01⟩"],
  ["a C1 control", "\u009b", "⟨x9b⟩"],
  ["a direction override", "exe.\u202etxt", "exe.⟨RLO⟩txt"],
  ["a line separator", "a\u2028b", "a⟨U+2028⟩b"],
  ["a zero-width space", "pay\u200bpal", "pay⟨ZWSP⟩pal"],
  ["letters of any script", "Hà Nội 東京 שלום", "Hà Nội 東京 שלום"],
  ["a joined emoji", "👩‍🔧", "👩‍🔧"],
];
for (const [name, text, shown] of cases) {
  Deno.test(`visibleText() shows ${name}`, () => assert.equal(visibleText(text), shown));
}

Deno.test("visibleParts() keeps every visible character in order", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const kept = visibleParts(text).filter((part) => !part.named).map((part) => part.text).join("");
    const rest = [...text].filter((c) => visibleParts(c).every((part) => !part.named)).join("");
    assert.equal(kept, rest);
    // deno-lint-ignore no-control-regex -- none may be left
    assert.doesNotMatch(kept, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }));
});
