import assert from "node:assert/strict";
import { ruleInputSchema } from "@/shared/alerts.ts";
import { alertEventJson, firingJson } from "@/server/api/alert_json.ts";
import { firingOf, historyOf } from "./alerts_answer.ts";

const path = { agent: "tyo", target: "gw", state: "fail" as const, lossPercent: 40 };
const alert = {
  subject: "target:target_1",
  name: "gw",
  rule: {
    id: 3,
    ...ruleInputSchema.parse({ name: "lost", severity: "critical", condition: { kind: "nodata" } }),
  },
  ...{ ruleId: 3, firing: true, toldFiring: true, changesMs: [] },
  ...{ sinceMs: 5_000, muted: true, flapping: false, badPaths: 9 },
  paths: [{ ...path, rttUs: null }, { ...path, rttUs: 1_500 }],
};
const event = {
  ...{ id: 7, atMs: 6_000, ruleId: 3, rule: "lost", subject: "target:target_1", name: "gw" },
  ...{ kind: "settled" as const, told: false, detail: "quiet" },
};
/** What the answer is after its way over the network. */
const sent = (answer: unknown) => JSON.parse(JSON.stringify(answer));

Deno.test("firingOf() reads what the API writes", () => {
  const { subject, name, sinceMs, muted, flapping, badPaths, paths } = alert;
  assert.deepEqual(firingOf(sent({ alerts: [firingJson(alert)] })), [{
    ...{ subject, name, sinceMs, muted, flapping, badPaths, paths },
    rule: { id: 3, name: "lost", severity: "critical" },
  }]);
});

Deno.test("historyOf() reads what the API writes", () => {
  const { ruleId: _, subject: __, ...view } = event;
  const answer = sent({ events: [alertEventJson(event)], next: 7 });
  assert.deepEqual(historyOf(answer), { events: [view], next: 7 });
  assert.deepEqual(historyOf({ events: [], next: null }), { events: [], next: null });
});

Deno.test("firingOf() and historyOf() refuse what is no such answer", () => {
  const firing = firingJson(alert), line = alertEventJson(event);
  const paths = [{ ...firing.paths[0], state: "x" }];
  for (const answer of [null, {}, { alerts: 1 }, { alerts: [{ ...firing, since: "" }] }]) {
    assert.throws(() => firingOf(answer), TypeError);
  }
  assert.throws(() => firingOf({ alerts: [{ ...firing, paths }] }), /none of ok, slow/);
  for (const answer of [null, {}, { events: [{ ...line, kind: "x" }] }]) {
    assert.throws(() => historyOf(answer), TypeError);
  }
});
