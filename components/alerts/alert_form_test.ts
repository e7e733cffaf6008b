import assert from "node:assert/strict";
import { channelInputSchema, ruleInputSchema, windowInputSchema } from "@/shared/alerts.ts";
import {
  channelOf,
  ruleOf,
  typedChannel,
  typedIn,
  typedRule,
  typedWindow,
  windowOf,
} from "./alert_form.ts";

const conditions = [
  { kind: "loss", percent: 12.5 },
  { kind: "rtt", percentile: 99, ms: 80 },
  { kind: "state", states: ["fail"] },
  { kind: "state", states: ["slow", "fail"] },
  { kind: "nodata" },
];
for (const condition of conditions) {
  Deno.test(`ruleOf() gives back the rule that typedRule() shows: ${condition.kind}`, () => {
    const scope = { kind: "group", group: "a:b" };
    const rule = ruleInputSchema.parse({ name: "r", condition, scope, channels: [2, 3] });
    assert.deepEqual(ruleInputSchema.parse(ruleOf(typedRule({ id: 1, ...rule }))), rule);
  });
}

Deno.test("windowOf() gives back the window that typedWindow() shows, in UTC", () => {
  const window = windowInputSchema.parse({
    name: "w",
    from: "2026-01-31T09:30:00Z",
    to: "2026-01-31T11:30:00+01:00",
    repeat: "daily",
    scope: { kind: "target", target: "target_1" },
  });
  const same = windowInputSchema.parse(windowOf(typedWindow({ id: 1, ...window }, 0)));
  const from = "2026-01-31T09:30:00.000Z", to = "2026-01-31T10:30:00.000Z";
  assert.deepEqual(same, { ...window, from, to });
});

Deno.test("windowOf() reads times in the zone that the form says", () => {
  const typed = { from: "2026-01-31T09:30", to: "2026-01-31T10:30", zone: "Asia/Tokyo" };
  const { from, to } = windowOf(typed) as { from: string; to: string };
  assert.deepEqual([from, to], ["2026-01-31T00:30:00.000Z", "2026-01-31T01:30:00.000Z"]);
});

const channels = [
  { kind: "slack", name: "s", url: "https://h.example.net/x" },
  { kind: "webhook", name: "w", url: "https://h.example.net/", allow_private: true },
  { kind: "email", name: "m", host: "m.example.net", from: "a@b.net", to: ["c@d.net", "e@f.net"] },
];
for (const input of channels) {
  Deno.test(`channelOf() gives back the channel that typedChannel() shows: ${input.kind}`, () => {
    const channel = channelInputSchema.parse(input);
    assert.deepEqual(
      channelInputSchema.parse(channelOf(typedChannel({ id: 1, ...channel }))),
      channel,
    );
  });
}

Deno.test("typedIn() takes every channel that was ticked", () => {
  const form = new FormData();
  for (const [name, value] of [["name", "n"], ["channels", "1"], ["channels", "2"]]) {
    form.append(name, value);
  }
  assert.deepEqual(typedIn(form), { name: "n", channels: "1,2" });
});
