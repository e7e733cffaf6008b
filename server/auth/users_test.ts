import assert from "node:assert/strict";
import { Refusal } from "@/shared/refusal.ts";
import { withAccounts } from "../with_accounts.ts";
import { LINK_MS } from "./users.ts";

const PASSWORD = "correct horse";
const FRESH = "another horse";
const from = { clientAddress: "192.0.2.1", userAgent: "test" };

Deno.test("Users.invite() makes a user who cannot log in before the link was used", () =>
  withAccounts(async ({ users, auth }) => {
    const { user, link } = await users.invite("ada", "operator", "root");
    assert.equal(user.status, "invited");
    const tries = [PASSWORD, "", link.key];
    for (const password of tries) {
      assert.equal((await auth.logIn({ ...from, name: "ada", password })).ok, false);
    }
    await users.usePasswordLink(link.key, PASSWORD, "192.0.2.1");
    assert.equal((await users.get(user.id)).status, "active");
    assert.ok((await auth.logIn({ ...from, name: "ada", password: PASSWORD })).ok);
  }));

Deno.test("Users.usePasswordLink() works once, for a day, and ends every session", () =>
  withAccounts(async ({ users, auth, pass }) => {
    const { id } = await users.add("ada", "viewer", PASSWORD, "root");
    const session = await auth.logIn({ ...from, name: "ada", password: PASSWORD });
    assert.ok(session.ok);
    const first = await users.passwordLink(id, "root");
    const second = await users.passwordLink(id, "root");
    await assert.rejects(users.usePasswordLink(first.key, FRESH, ""), /newer one/);
    await assert.rejects(users.usePasswordLink(second.key, "password", ""), /tries first/);
    await users.usePasswordLink(second.key, FRESH, "");
    assert.equal(await auth.bySession(session.sessionToken), null);
    await assert.rejects(users.usePasswordLink(second.key, FRESH, ""), /was used/);
    const third = await users.passwordLink(id, "root");
    pass(LINK_MS);
    await assert.rejects(users.usePasswordLink(third.key, FRESH, ""), /is over/);
  }));

Deno.test("Users.usePasswordLink() takes one of two who come at once", () =>
  withAccounts(async ({ users }) => {
    const { link } = await users.invite("ada", "viewer", "root");
    const both = await Promise.allSettled(
      [PASSWORD, FRESH].map((password) => users.usePasswordLink(link.key, password, "")),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  }));

for (const key of ["", "x", "a".repeat(101), "' OR 1=1 --", "\0"]) {
  Deno.test(`Users.usePasswordLink() refuses the key ${JSON.stringify(key.slice(0, 12))}`, () =>
    withAccounts(async ({ users }) => {
      await users.invite("ada", "viewer", "root");
      await assert.rejects(users.usePasswordLink(key, PASSWORD, ""), Refusal);
    }));
}

Deno.test("Users keeps the last administrator who can log in", () =>
  withAccounts(async ({ users, addCheaply }) => {
    const ada = await addCheaply("ada", "admin", PASSWORD);
    await users.invite("bo", "admin", "root");
    for (
      const act of [
        () => users.disable(ada, "root"),
        () => users.setRole(ada, "viewer", "root"),
        () => users.remove(ada, "root"),
      ]
    ) await assert.rejects(act, /last administrator/);
    const eve = await addCheaply("eve", "viewer", PASSWORD);
    await users.setRole(eve, "admin", "root");
    assert.equal((await users.disable(ada, "root")).status, "disabled");
    await assert.rejects(users.disable(eve, "root"), /last administrator/);
    assert.equal((await users.enable(ada, "root")).status, "active");
    await users.remove(eve, "root");
    await assert.rejects(users.get(eve), /no such user/);
  }));

Deno.test("Users.disable() and remove() end the sessions", () =>
  withAccounts(async ({ users, auth, addCheaply }) => {
    for (const end of ["disable", "remove", "endSessions"] as const) {
      const id = await addCheaply(end, "viewer", PASSWORD);
      const session = await auth.logIn({ ...from, name: end, password: PASSWORD });
      assert.ok(session.ok);
      assert.ok(await auth.bySession(session.sessionToken));
      await users[end](id, "root");
      assert.equal(await auth.bySession(session.sessionToken), null, end);
    }
  }));

Deno.test("Users writes every change down, with who, before and after", () =>
  withAccounts(async ({ users, store }) => {
    await users.add("ada", "admin", PASSWORD, "root");
    const { id } = await users.add("bo", "viewer", PASSWORD, "root");
    await users.setRole(id, "operator", "ada");
    await users.passwordLink(id, "ada");
    await users.removeSecondFactor(id, "ada");
    await users.disable(id, "ada");
    await users.enable(id, "ada");
    await users.remove(id, "ada");
    const entries = await store.audit.searchAudit({ who: "ada" }, 10);
    assert.deepEqual(entries.map(({ action, subject }) => `${action} ${subject}`).reverse(), [
      "user.role bo",
      "user.link bo",
      "totp.remove bo",
      "user.disable bo",
      "user.enable bo",
      "user.remove bo",
    ]);
    const [change] = await store.audit.searchAudit({ action: "user.role" }, 1);
    assert.deepEqual([change.before, change.after], ['{"role":"viewer"}', '{"role":"operator"}']);
    const all = JSON.stringify(await store.audit.searchAudit({}, 100));
    assert.doesNotMatch(all, /correct horse|scrypt/, "no secrets");
  }));
