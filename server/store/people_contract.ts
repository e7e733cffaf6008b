import assert from "node:assert/strict";
import { Refusal } from "@/shared/refusal.ts";
import { contractOf } from "./contract.ts";
import type { Store } from "./store.ts";

const user = (name: string, role: "admin" | "operator" | "viewer") => ({
  name,
  role,
  passwordHash: "h",
  disabled: false,
  createdAtMs: 1,
  oidcSubject: null,
  totpSecret: null,
});

/** What every store of users, sessions, links and tokens must do. */
export const peopleContract = contractOf((store: Store) => store, (test) => {
  test("keeps users, and a name once whatever its case", async ({ people }) => {
    const added = await people.addUser(user("Ada", "admin"));
    assert.deepEqual(await people.userByName("ada"), added);
    assert.deepEqual(await people.userById(added.id), { id: added.id, ...user("Ada", "admin") });
    await assert.rejects(people.addUser(user("ADA", "admin")), Refusal);
    await people.setPassword(added.id, "h2");
    assert.deepEqual(await people.listUsers(), [{ ...added, passwordHash: "h2" }]);
    assert.equal(await people.userByName("nobody"), null);
    assert.equal(await people.countUsers(), 1);
    const there = await people.addUser({ ...user("bo", "viewer"), oidcSubject: "idp 1" });
    assert.deepEqual(await people.userByOidcSubject("idp 1"), there);
    assert.equal(await people.userByOidcSubject("idp 2"), null);
  });

  test("keeps one administrator who can log in", async ({ people }) => {
    const ada = await people.addUser(user("ada", "admin"));
    await people.addUser({ ...user("invited", "admin"), passwordHash: null });
    assert.equal(await people.setDisabled(ada.id, true), false);
    assert.equal(await people.setRole(ada.id, "viewer"), false);
    assert.equal(await people.removeUser(ada.id), false);
    assert.equal((await people.userById(ada.id))!.role, "admin");
    const bo = await people.addUser(user("bo", "operator"));
    assert.equal(await people.setRole(bo.id, "admin"), true);
    assert.equal(await people.setDisabled(ada.id, true), true);
    assert.equal(await people.setRole(bo.id, "admin"), true, "no change is no harm");
    assert.equal(await people.removeUser(bo.id), false, "the other one is disabled");
    assert.equal(await people.removeUser(ada.id), true, "who is disabled is no administrator");
    assert.equal(await people.setDisabled(99, true), false);
  });

  test("ends sessions by token, by id, by user and by time", async ({ people, sessions }) => {
    const { id: userId } = await people.addUser(user("a", "viewer"));
    const session = { userId, createdAtMs: 1, lastUsedAtMs: 5, address: "x", userAgent: "y" };
    const { id } = await sessions.addSession("a", session);
    for (const hash of ["b", "c", "d"]) await sessions.addSession(hash, session);
    assert.deepEqual(await sessions.session("a"), { id, ...session });
    await sessions.touchSession(id, 9);
    assert.deepEqual((await sessions.sessionsOf(userId))[0], { id, ...session, lastUsedAtMs: 9 });
    await sessions.removeSession("b");
    assert.equal(await sessions.session("b"), null);
    await sessions.removeExpiredSessions(0, 5);
    assert.deepEqual((await sessions.sessionsOf(userId)).map((s) => s.id), [id], "others idle");
    await sessions.addSession("e", session);
    assert.equal(await sessions.removeSessionOf(userId + 1, id), false, "not of that user");
    await sessions.removeSessionsOf(userId, id);
    assert.equal(await sessions.session("e"), null);
    assert.equal(await sessions.removeSessionOf(userId, id), true);
    await sessions.addSession("f", session);
    await sessions.removeExpiredSessions(1, 0);
    assert.equal(await sessions.session("f"), null);
    await sessions.addSession("g", session);
    await people.removeUser(userId);
    assert.equal(await sessions.session("g"), null, "they go with the user");
  });

  test("takes a link, a code and a recovery code once", async ({ people, credentials }) => {
    const { id } = await people.addUser(user("a", "viewer"));
    await credentials.putLink(id, "old", 100);
    await credentials.putLink(id, "new", 100);
    assert.equal(await credentials.linkOwner("old", 1), null, "a newer one ends it");
    assert.equal(await credentials.linkOwner("new", 1), id);
    assert.equal(await credentials.linkOwner("new", 100), null, "it is over");
    assert.equal(await credentials.useLink("new", 100), false);
    assert.equal(await credentials.useLink("new", 99), true);
    assert.equal(await credentials.useLink("new", 99), false);
    await credentials.putSecondFactor(id, { secret: "S", step: 7, codeHashes: ["a", "b"] });
    assert.equal((await people.userById(id))!.totpSecret, "S");
    const steps = [];
    for (const step of [6, 7, 8, 8]) steps.push(await credentials.useStep(id, step));
    assert.deepEqual(steps, [false, false, true, false]);
    assert.equal(await credentials.useRecoveryCode(id, "a"), true);
    assert.equal(await credentials.useRecoveryCode(id, "a"), false);
    assert.equal(await credentials.countRecoveryCodes(id), 1);
    await credentials.putSecondFactor(id, null);
    assert.equal((await people.userById(id))!.totpSecret, null);
    assert.equal(await credentials.countRecoveryCodes(id), 0);
  });

  test("revokes an API token once", async ({ people }) => {
    const token = {
      name: "ci",
      role: "operator" as const,
      createdAtMs: 1,
      lastUsedAtMs: null,
      expiresAtMs: 9,
      revokedAtMs: null,
    };
    const { id } = await people.addApiToken("hash", token);
    await people.touchApiToken(id, 5);
    assert.deepEqual(await people.apiToken("hash"), { ...token, id, lastUsedAtMs: 5 });
    assert.equal(await people.revokeApiToken(id, 7), true);
    assert.equal(await people.revokeApiToken(id, 8), false);
    assert.equal(await people.revokeApiToken(99, 8), false);
    assert.equal((await people.listApiTokens())[0].revokedAtMs, 7);
  });
});
