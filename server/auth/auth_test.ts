import assert from "node:assert/strict";
import { withAccounts } from "../with_accounts.ts";
import { DEFAULT_LIMITS } from "./sessions.ts";

const password = "correct horse";
const visitor = { clientAddress: "192.0.2.1", userAgent: "test" };

Deno.test("Auth.setUp() works once, with the key of the link", () =>
  withAccounts(async ({ auth }) => {
    assert.equal(await auth.needsSetup(), false, "closed until a link was made");
    const key = (await auth.openSetup())!;
    assert.equal(await auth.needsSetup(), true);
    const wrong = await auth.setUp({ ...visitor, key: "wrong", name: "ada", password });
    assert.equal(wrong.ok, false);
    const short = await auth.setUp({ ...visitor, key, name: "ada", password: "short" });
    assert.match((short as { message: string }).message, /at least 8/);
    const done = await auth.setUp({ ...visitor, key, name: "ada", password });
    assert.ok(done.ok);
    const person = (await auth.bySession(done.sessionToken))!;
    assert.deepEqual([person.name, person.role, person.via], ["ada", "admin", "session"]);
    assert.equal((await auth.setUp({ ...visitor, key, name: "eve", password })).ok, false, "used");
    assert.equal(await auth.openSetup(), null, "there is a user now");
  }));

Deno.test("Auth.logIn() gives one answer for a wrong name and a wrong password", () =>
  withAccounts(async ({ auth, users, store }) => {
    await users.add("ada", "viewer", password, "test");
    const clientAddress = "192.0.2.1";
    const a = await auth.logIn({ name: "ada", password: "wrong one", clientAddress });
    const b = await auth.logIn({ name: "nobody", password, clientAddress });
    assert.deepEqual(a, b);
    assert.equal(a.ok, false);
    const actions = (await store.audit.listAudit(10)).map((e) => e.action);
    assert.deepEqual(actions, ["login.refused", "login.refused", "user.add"]);
  }));

Deno.test("Auth.bySession() ends with log-out, with time, and with a new password", () =>
  withAccounts(async ({ auth, users, pass }) => {
    const { id } = await users.add("ada", "viewer", password, "test");
    const start = async (word = password) => {
      const out = await auth.logIn({ name: "ADA", password: word, clientAddress: "" });
      assert.ok(out.ok);
      return out.sessionToken;
    };
    const first = await start();
    await auth.logOut(first);
    assert.equal(await auth.bySession(first), null);
    const second = await start();
    pass(DEFAULT_LIMITS.idleMs);
    assert.equal(await auth.bySession(second), null);
    const third = await start();
    await users.setPassword(id, "another horse", "test");
    assert.equal(await auth.bySession(third), null);
    const fourth = await start("another horse");
    await users.disable(id, "test");
    assert.equal(await auth.bySession(fourth), null);
  }));

Deno.test("Auth.byApiToken() knows a token until it is revoked, and stores only its hash", () =>
  withAccounts(async ({ auth, store }) => {
    const { id, token } = await auth.createApiToken("ci", "operator", "ada");
    assert.deepEqual(await auth.byApiToken(token), { name: "ci", role: "operator", via: "token" });
    assert.equal(await auth.byApiToken("mpt_guess"), null);
    assert.ok(!JSON.stringify(await store.people.listApiTokens()).includes(token));
    assert.equal(await store.people.revokeApiToken(id, 1), true);
    assert.equal(await auth.byApiToken(token), null);
  }));

for (const name of ["", "  ", "a\nb", "x".repeat(65)]) {
  Deno.test(`Auth.addUser() refuses the name ${JSON.stringify(name.slice(0, 10))}`, () =>
    withAccounts(async ({ users }) => {
      await assert.rejects(users.add(name, "viewer", password, "test"), /1 to 64 characters/);
    }));
}

Deno.test("Auth.addUser() refuses a name that differs only in case", () =>
  withAccounts(async ({ users }) => {
    await users.add("ada", "viewer", password, "test");
    await assert.rejects(users.add("Ada", "viewer", password, "test"), /there is a user/);
  }));

Deno.test("Auth.logIn() does the same costly work whoever the name belongs to", async () => {
  const hashes: string[] = [];
  const verify = (_: string, hash: string) => {
    hashes.push(hash.replace(/[^$]{20,}/g, "…"));
    return Promise.resolve(false);
  };
  await withAccounts(async ({ auth, users }) => {
    await users.add("known", "admin", password, "test");
    await users.add("disabled", "viewer", password, "test");
    await users.disable(await users.idOf("disabled"), "test");
    await users.invite("invited", "viewer", "test");
    for (const name of ["known", "disabled", "invited", "nobody", "x".repeat(300)]) {
      await auth.logIn({ ...visitor, name, password: "wrong one" });
    }
    assert.deepEqual(hashes, Array(5).fill("scrypt$17$8$1$…$…"));
  }, { verify });
});
