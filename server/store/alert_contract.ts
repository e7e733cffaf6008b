import assert from "node:assert/strict";
import { ruleInputSchema } from "@/shared/alerts.ts";
import { contractOf } from "./contract.ts";
import type { Store } from "./store.ts";

const AT_MS = 1_795_000_000_000;

/** What every store of alerts must do. */
export const alertContract = contractOf((store: Store) => store, (test) => {
  test("keeps rules, channels and windows under numbers that never come again", async ({ alerts }) => {
    const rule = ruleInputSchema.parse({ name: "r", condition: { kind: "nodata" } });
    const first = await alerts.saveRule({ id: 0, ...rule });
    assert.deepEqual(first, { id: 1, ...rule });
    assert.deepEqual(await alerts.saveRule({ ...first!, name: "s" }), { ...first, name: "s" });
    assert.deepEqual(await alerts.listRules(), [{ ...first, name: "s" }]);
    assert.equal(await alerts.removeRule(1), true);
    assert.equal(await alerts.removeRule(1), false);
    assert.equal(await alerts.saveRule(first!), null, "a rule that is gone does not come back");
    assert.equal((await alerts.saveRule({ id: 0, ...rule }))!.id, 2);
    assert.deepEqual([await alerts.listChannels(), await alerts.listWindows()], [[], []]);
  });

  test("keeps what fires, its history and its messages in one go", async ({ alerts }) => {
    const state = {
      ruleId: 1,
      subject: "target:target_1",
      name: "core",
      firing: true,
      sinceMs: AT_MS,
      toldFiring: true,
      flapping: false,
      changesMs: [AT_MS],
      paths: [],
      badPaths: 0,
    };
    const event = {
      atMs: AT_MS,
      ruleId: 1,
      rule: "r",
      subject: state.subject,
      name: "core",
      kind: "fired" as const,
      told: true,
      detail: "d",
    };
    const message = {
      kind: "fired" as const,
      atMs: AT_MS,
      rule: { id: 1, name: "r", severity: "warning" as const },
      subjects: [],
      count: 1,
      url: null,
    };
    const draft = { channelId: 3, message, attempts: 0, nextAtMs: AT_MS, createdAtMs: AT_MS };
    const commit = { states: [state], forgotten: [], events: [event, event, event] };
    const sent = await alerts.commitAlerts({ ...commit, deliveries: [draft, draft] }, 2);
    assert.deepEqual(sent, [{ id: 1, ...draft }, { id: 2, ...draft }]);
    assert.deepEqual(await alerts.listStates(), [state]);
    const events = await alerts.alertEvents(10, null);
    assert.deepEqual(events, [{ id: 3, ...event }, { id: 2, ...event }], "the newest two are kept");
    assert.deepEqual(await alerts.alertEvents(10, 3), [{ id: 2, ...event }]);
    await alerts.saveDelivery(2, 4, AT_MS + 9);
    await alerts.removeDelivery(1);
    const left = { id: 2, ...draft, attempts: 4, nextAtMs: AT_MS + 9 };
    assert.deepEqual(await alerts.listDeliveries(), [left]);
    const { ruleId, subject } = state;
    const end = { states: [], forgotten: [{ ruleId, subject }], events: [], deliveries: [] };
    await alerts.commitAlerts(end, 2);
    assert.deepEqual(await alerts.listStates(), []);
  });
});
