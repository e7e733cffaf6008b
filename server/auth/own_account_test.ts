import assert from "node:assert/strict";
import { Secret, TOTP } from "otpauth";
import type { Owner } from "../domain/accounts.ts";
import { type AccountsBench, withAccounts } from "../with_accounts.ts";

const PASSWORD = "correct horse";
const FRESH = "another horse";
const from = { clientAddress: "192.0.2.1", userAgent: "test" };

interface Bench extends AccountsBench {
  /** Logs ada in. */
  enter(password?: string): Promise<{ token: string; owner: Owner }>;
}

const withAda = (work: (bench: Bench) => Promise<void>) =>
  withAccounts(async (bench) => {
    await bench.addCheaply("ada", "viewer", PASSWORD);
    const enter = async (password = PASSWORD) => {
      const answer = await bench.auth.logIn({ ...from, name: "ada", password });
      assert.ok(answer.ok, JSON.stringify(answer));
      const { session } = (await bench.auth.bySession(answer.sessionToken))!;
      const owner = { userId: session!.userId, sessionId: session!.id, clientAddress: "192.0.2.1" };
      return { token: answer.sessionToken, owner };
    };
    await work({ ...bench, enter });
  });

const codeOf = (secret: string, atMs: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });

/** Sets ada's authenticator up. */
async function setUpCode({ account, clock }: Bench, owner: Owner) {
  const { secret } = await account.startSecondFactor(owner, PASSWORD);
  const codes = await account.confirmSecondFactor(owner, codeOf(secret, clock.nowMs));
  return { secret, codes };
}

Deno.test("OwnAccount.changePassword() needs the old one, and begins a fresh session", () =>
  withAda(async ({ account, auth, enter }) => {
    const { token, owner } = await enter(), other = await enter();
    await assert.rejects(account.changePassword(owner, "wrong one", FRESH), /not your password/);
    await assert.rejects(account.changePassword(owner, PASSWORD, "12345678"), /tries first/);
    assert.ok(await auth.bySession(token), "nothing has changed yet");
    const fresh = await account.changePassword(owner, PASSWORD, FRESH);
    assert.notEqual(fresh, token);
    assert.deepEqual(
      [await auth.bySession(token), await auth.bySession(other.token)],
      [null, null],
    );
    assert.equal((await auth.bySession(fresh))?.name, "ada");
    await enter(FRESH);
  }));

Deno.test("OwnAccount slows down whoever guesses the password in somebody's session", () =>
  withAda(async ({ account, enter, clock }) => {
    const { owner } = await enter();
    for (let i = 0; i < 5; i++) {
      await assert.rejects(account.endOtherSessions(owner, "guess"), /not your password/);
    }
    await assert.rejects(account.endOtherSessions(owner, PASSWORD), /too many tries/);
    clock.nowMs += 1_000;
    await account.endOtherSessions(owner, PASSWORD);
  }));

Deno.test("OwnAccount lists the sessions and ends one or all others", () =>
  withAda(async ({ account, auth, enter, clock }) => {
    const first = await enter();
    clock.nowMs += 60_000;
    const second = await enter(), third = await enter();
    const { sessions } = await account.view(second.owner);
    assert.deepEqual(
      sessions.map(({ id, current, userAgent }) => [id, current, userAgent]),
      [third, second, first].map(({ owner }) => [
        owner.sessionId,
        owner.sessionId === second.owner.sessionId,
        "test",
      ]),
    );
    await assert.rejects(
      account.endSession(second.owner, first.owner.sessionId, "wrong"),
      /not your password/,
    );
    await account.endSession(second.owner, first.owner.sessionId, PASSWORD);
    assert.equal(await auth.bySession(first.token), null);
    await assert.rejects(
      account.endSession(second.owner, first.owner.sessionId, PASSWORD),
      /no such session/,
    );
    await account.endOtherSessions(second.owner, PASSWORD);
    assert.equal(await auth.bySession(third.token), null);
    assert.ok(await auth.bySession(second.token));
  }));

Deno.test("OwnAccount ends nobody else's session", () =>
  withAda(async ({ account, auth, addCheaply, enter }) => {
    await addCheaply("eve", "viewer", PASSWORD);
    const { token, owner } = await enter();
    const answer = await auth.logIn({ ...from, name: "eve", password: PASSWORD });
    assert.ok(answer.ok);
    const { session } = (await auth.bySession(answer.sessionToken))!;
    const eve = { userId: session!.userId, sessionId: session!.id, clientAddress: "" };
    await assert.rejects(account.endSession(eve, owner.sessionId, PASSWORD), /no such session/);
    await account.endOtherSessions(eve, PASSWORD);
    assert.ok(await auth.bySession(token));
  }));

Deno.test("a session ends when it is idle, and at its end however busy", () =>
  withAda(async ({ auth, enter, clock }) => {
    const HOUR_MS = 3_600_000;
    const idle = await enter();
    clock.nowMs += 24 * HOUR_MS - 1;
    assert.ok(await auth.bySession(idle.token));
    clock.nowMs += 24 * HOUR_MS;
    assert.equal(await auth.bySession(idle.token), null);
    const busy = await enter();
    for (let hours = 0; hours < 7 * 24 - 12; hours += 12) {
      clock.nowMs += 12 * HOUR_MS;
      assert.ok(await auth.bySession(busy.token), `${hours} h`);
    }
    clock.nowMs += 12 * HOUR_MS;
    assert.equal(await auth.bySession(busy.token), null);
  }));

Deno.test("a log-in with an authenticator takes the password and then a code, each once", () =>
  withAda(async (bench) => {
    const { auth, clock, enter } = bench;
    const { owner, token } = await enter();
    const { secret } = await setUpCode(bench, owner);
    assert.ok(await auth.bySession(token), "the one that set it up stays");
    const begin = async () => {
      const answer = await auth.logIn({ ...from, name: "ada", password: PASSWORD });
      assert.ok(!answer.ok && answer.secondStep, "the password alone opens nothing");
      return answer.secondStep;
    };
    const confirm = (secondStep: string, code: string) =>
      auth.confirmLogIn({ ...from, secondStep, code });
    const used = await confirm(await begin(), codeOf(secret, clock.nowMs));
    assert.equal(used.ok, false, "the code that confirmed the set-up is spent");
    clock.nowMs += 30_000;
    const code = codeOf(secret, clock.nowMs), step = await begin();
    assert.equal((await confirm(step, "000000")).ok, code === "000000");
    assert.ok((await confirm(step, ` ${code.slice(0, 3)} ${code.slice(3)}`)).ok);
    assert.equal((await confirm(await begin(), code)).ok, false, "no code works twice");
    clock.nowMs += 30_000;
    assert.equal((await confirm(step, codeOf(secret, clock.nowMs))).ok, false, "the step is over");
    const late = await begin();
    clock.nowMs += 5 * 60_000;
    assert.equal((await confirm(late, codeOf(secret, clock.nowMs))).ok, false);
  }));

Deno.test("a recovery code works once, however it is typed", () =>
  withAda(async (bench) => {
    const { auth, account, store, enter } = bench;
    const { owner } = await enter();
    const { codes } = await setUpCode(bench, owner);
    assert.equal(new Set(codes).size, 10);
    const enterWith = async (code: string) => {
      const answer = await auth.logIn({ ...from, name: "ada", password: PASSWORD });
      assert.ok(!answer.ok && answer.secondStep);
      return (await auth.confirmLogIn({ ...from, secondStep: answer.secondStep, code })).ok;
    };
    assert.equal(await enterWith(codes[0].toUpperCase().replaceAll("-", " ")), true);
    assert.equal(await enterWith(codes[0]), false);
    assert.equal((await account.view(owner)).recoveryCodes, 9);
    const all = JSON.stringify(await store.audit.listAudit(100));
    assert.match(all, /recovery code, from/);
    assert.ok(!all.includes(codes[1]), "never in the log");
  }));

Deno.test("Auth.confirmLogIn() stops whoever guesses codes, from any address", () =>
  withAda(async (bench) => {
    const { auth, clock, enter } = bench;
    const { owner } = await enter();
    const { secret } = await setUpCode(bench, owner);
    clock.nowMs += 30_000;
    const right = codeOf(secret, clock.nowMs);
    const wrong = right === "123456" ? "654321" : "123456";
    const begin = async (clientAddress: string) => {
      const answer = await auth.logIn({ clientAddress, name: "ada", password: PASSWORD });
      assert.ok(!answer.ok && answer.secondStep);
      return answer.secondStep;
    };
    for (let n = 0; n < 5; n++) {
      const clientAddress = `192.0.2.${n}`;
      const secondStep = await begin(clientAddress);
      assert.equal((await auth.confirmLogIn({ clientAddress, secondStep, code: wrong })).ok, false);
    }
    const secondStep = await begin("198.51.100.1");
    const tried = { clientAddress: "198.51.100.1", secondStep, code: right };
    const answer = await auth.confirmLogIn(tried);
    assert.match((answer as { message: string }).message, /Too many tries/);
    clock.nowMs += 1_000;
    assert.ok((await auth.confirmLogIn(tried)).ok, "the owner waits a second, no more");
  }));

Deno.test("a new password by link does not go round the authenticator", () =>
  withAda(async (bench) => {
    const { auth, users, enter } = bench;
    const { owner } = await enter();
    await setUpCode(bench, owner);
    const { key } = await users.passwordLink(owner.userId, "root");
    await users.usePasswordLink(key, FRESH, "");
    const answer = await auth.logIn({ ...from, name: "ada", password: FRESH });
    assert.ok(!answer.ok && answer.secondStep);
    await users.removeSecondFactor(owner.userId, "root");
    assert.ok((await auth.logIn({ ...from, name: "ada", password: FRESH })).ok);
  }));

Deno.test("OwnAccount.confirmSecondFactor() takes a right code within ten minutes", () =>
  withAda(async ({ account, clock, enter }) => {
    const { owner } = await enter();
    await assert.rejects(account.startSecondFactor(owner, "wrong"), /not your password/);
    await assert.rejects(account.confirmSecondFactor(owner, "123456"), /start again/);
    const { secret, uri } = await account.startSecondFactor(owner, PASSWORD);
    assert.match(uri, /^otpauth:\/\/totp\/Meshping:ada\?issuer=Meshping&secret=[A-Z2-7]{32}&/);
    await assert.rejects(account.confirmSecondFactor(owner, "12345"), /does not fit/);
    assert.equal((await account.startedSecondFactor(owner))?.secret, secret);
    clock.nowMs += 10 * 60_000;
    await assert.rejects(
      account.confirmSecondFactor(owner, codeOf(secret, clock.nowMs)),
      /start again/,
    );
    assert.equal((await account.view(owner)).secondFactor, false);
  }));

Deno.test("OwnAccount.removeSecondFactor() takes the codes away, too", () =>
  withAda(async (bench) => {
    const { account, enter } = bench;
    const { owner } = await enter();
    await setUpCode(bench, owner);
    await assert.rejects(account.removeSecondFactor(owner, "wrong"), /not your password/);
    await account.removeSecondFactor(owner, PASSWORD);
    const { secondFactor, recoveryCodes } = await account.view(owner);
    assert.deepEqual([secondFactor, recoveryCodes], [false, 0]);
    await enter();
  }));
