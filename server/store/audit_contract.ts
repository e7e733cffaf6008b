import assert from "node:assert/strict";
import { contractOf } from "./contract.ts";
import type { Store } from "./store.ts";

/** What every audit log must do. */
export const auditContract = contractOf((store: Store) => store, (test) => {
  test("lists the audit log newest first", async ({ audit }) => {
    const entry = { atMs: 1, who: "ada", action: "login", subject: "ada", detail: "" };
    await audit.addAudit(entry);
    await audit.addAudit({ ...entry, atMs: 2 });
    assert.deepEqual(await audit.listAudit(10), [{ ...entry, atMs: 2 }, entry]);
    assert.equal((await audit.listAudit(1)).length, 1);
  });

  test("finds entries of the audit log by what they say", async ({ audit }) => {
    const base = { who: "ada", action: "login", subject: "s", detail: "" };
    await audit.addAudit({ ...base, atMs: 1 });
    await audit.addAudit({ ...base, atMs: 2, action: "login.refused", subject: "100%" });
    await audit.addAudit({
      ...base,
      atMs: 3,
      who: "bo",
      action: "targets.edit",
      before: "[1]",
      after: "[2]",
    });
    const found = async (filter: Parameters<typeof audit.searchAudit>[0]) =>
      (await audit.searchAudit(filter, 10)).map(({ atMs }) => atMs);
    assert.deepEqual(await found({}), [3, 2, 1]);
    assert.deepEqual(await found({ who: "ADA" }), [2, 1]);
    assert.deepEqual(await found({ action: "login" }), [2, 1]);
    assert.deepEqual(await found({ action: "log" }), []);
    assert.deepEqual(await found({ text: "0%" }), [2], "a percent sign is itself");
    assert.deepEqual(await found({ text: "[2]" }), [3]);
    assert.deepEqual(await found({ fromMs: 2, toMs: 3 }), [2]);
    const [{ id }] = await audit.searchAudit({}, 1);
    assert.deepEqual(await found({ beforeId: id }), [2, 1]);
    assert.equal((await audit.lastAudit("targets.edit"))?.after, "[2]");
    assert.equal(await audit.lastAudit("none"), null);
  });

  test("removes what is old from the audit log, and says so in it", async ({ audit }) => {
    const entry = { who: "ada", action: "login", subject: "ada", detail: "" };
    const nowMs = Date.now(), old = { ...entry, atMs: 1_000 };
    const settings = { ...old, action: "settings.change", after: "{}" };
    const all = [settings, settings, old, { ...old, atMs: 2_000 }, old, { ...entry, atMs: nowMs }];
    for (const one of all) await audit.addAudit(one);
    const youngest = { ...entry, atMs: 2_000 };
    assert.equal(await audit.removeAuditBefore(2_000, 2, nowMs), 2, "the oldest first");
    assert.equal(await audit.removeAuditBefore(2_000, 9, nowMs), 1);
    assert.equal(await audit.removeAuditBefore(2_000, 9, nowMs), 0, "and no word about nothing");
    const detail = "from before 1970-01-01T00:00:02.000Z";
    const told = { atMs: nowMs, who: "retention", action: "audit.expire", detail };
    assert.deepEqual(await audit.listAudit(9), [
      { ...told, subject: "1 entry" },
      { ...told, subject: "2 entries" },
      { ...entry, atMs: nowMs },
      youngest,
      settings,
    ]);
    assert.deepEqual((await audit.lastAudit("settings.change"))?.after, "{}");

    const refused = async () => await audit.removeAuditBefore(nowMs + 1, 9, nowMs);
    await assert.rejects(refused, /append-only for 30 days/);
    assert.equal((await audit.listAudit(9)).length, 5, "all or nothing");
  });
});
