import assert from "node:assert/strict";
import { hashPassword, passwordProblem, verifyPassword } from "./password.ts";

const CHEAP = { logN: 10, r: 8, p: 1 };

Deno.test("verifyPassword() accepts the password that was hashed and no other", async () => {
  const hash = await hashPassword("correct horse", CHEAP);
  assert.equal(await verifyPassword("correct horse", hash), true);
  assert.equal(await verifyPassword("Correct horse", hash), false);
  assert.equal(await verifyPassword("", hash), false);
  assert.equal(await verifyPassword("correct horse", "plain"), false);
});

Deno.test("verifyPassword() takes both spellings of an accented letter", async () => {
  const hash = await hashPassword("caf\u00e9-au-lait", CHEAP);
  assert.equal(await verifyPassword("cafe\u0301-au-lait", hash), true);
});

Deno.test("hashPassword() salts: equal passwords differ", async () => {
  assert.notEqual(await hashPassword("same one", CHEAP), await hashPassword("same one", CHEAP));
});

Deno.test("hashPassword() uses OWASP's parameters by default", async () => {
  assert.match(await hashPassword("password"), /^scrypt\$17\$8\$1\$/);
});

Deno.test("passwordProblem() counts characters, not bytes", () => {
  assert.match(passwordProblem("1234567")!, /at least 8/);
  assert.equal(passwordProblem("12345679x"), null);
  assert.equal(passwordProblem("パスワード長い字"), null);
  assert.match(passwordProblem("🔒".repeat(129))!, /at most 128/);
  assert.equal(passwordProblem("🔒".repeat(128)), null);
});

for (const password of ["password", "PassWord", "12345678", "iloveyou1", "meshping123"]) {
  Deno.test(`passwordProblem() refuses ${password}, which everybody tries first`, () => {
    assert.match(passwordProblem(password)!, /tries first/);
  });
}

Deno.test("passwordProblem() demands no kinds of characters", () => {
  for (const fine of ["zzyzxqvw", "        x", "70315529", "ひらがなだけです"]) {
    assert.equal(passwordProblem(fine), null, fine);
  }
});
