import assert from "node:assert/strict";
import { type Appearance, readAppearance } from "./appearance.ts";

const cases: [string, string | null, string, Appearance][] = [
  ["nothing is said", null, "", { theme: undefined, state: undefined }],
  ["cookies say it", "a=b; theme=dark; state=mono", "", { theme: "dark", state: "mono" }],
  ["the address overrides cookies", "theme=dark", "theme=light", {
    theme: "light",
    state: undefined,
  }],
  ["the address asks for the usual", "theme=dark", "theme=system", {
    theme: undefined,
    state: undefined,
  }],
  ["values are nonsense", 'theme="><script>; state', "state=x", {
    theme: undefined,
    state: undefined,
  }],
];
for (const [name, cookies, query, expected] of cases) {
  Deno.test(`readAppearance() when ${name}`, () => {
    assert.deepEqual(readAppearance(cookies, new URLSearchParams(query)), expected);
  });
}
