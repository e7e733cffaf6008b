import assert from "node:assert/strict";
import { choiceCookie, readCookies } from "./cookies.ts";

Deno.test("readCookies() reads what a browser sends, and nonsense without an error", () => {
  assert.deepEqual([...readCookies("a=b; theme=dark")], [["a", "b"], ["theme", "dark"]]);
  assert.equal(readCookies(null).get("theme"), undefined);
  assert.equal(readCookies("theme; =;;").get("theme"), "");
});

Deno.test("choiceCookie() remembers and forgets", () => {
  assert.equal(choiceCookie("theme", "dark"), "theme=dark; path=/; max-age=31536000; samesite=lax");
  assert.equal(choiceCookie("state", undefined), "state=; path=/; max-age=0; samesite=lax");
});
