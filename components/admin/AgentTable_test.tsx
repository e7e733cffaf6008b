import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import type { Agent } from "@/shared/agent.ts";
import { AgentTable } from "./AgentTable.tsx";
import { sampleAgent } from "./sample_agent.ts";

const agent = sampleAgent();
const actions = (html: string) =>
  [...html.matchAll(/name="action" value="(\w+)"/g)].map((m) => m[1]);

const decisions: [Agent["status"], string[]][] = [
  ["pending", ["approve", "hold", "reject"]],
  ["hold", ["approve", "reject", "rotate", "remove"]],
  ["approved", ["hold", "reject", "rotate", "remove"]],
  ["blacklisted", ["approve", "remove"]],
];
for (const [status, expected] of decisions) {
  Deno.test(`AgentTable offers ${expected.join(", ")} for an agent that is ${status}`, () => {
    const html = renderToString(<AgentTable agents={[{ ...agent, status }]} nowMs={0} />);
    assert.deepEqual(actions(html), ["edit", ...expected]);
    assert.equal(
      html.split('<input type="hidden" name="ref" value="r1"').length - 1,
      1 + expected.filter((action) => action !== "rotate").length,
    );
  });
}

Deno.test("AgentTable offers no decision about the server's own agent", () => {
  const local: Agent = { ...agent, status: "approved", local: true };
  assert.deepEqual(actions(renderToString(<AgentTable agents={[local]} nowMs={0} />)), ["edit"]);
});

Deno.test("AgentTable shows a hostile name as text", () => {
  const hostile = { ...agent, name: "<b>\x1b[31mroot\u202e", version: "<i>" };
  const whole = renderToString(<AgentTable agents={[hostile]} nowMs={12_000} />);
  // What is edited is the name as it is, in a field.
  const html = whole.replaceAll(/ value="[^"]*"/g, "");
  assert.ok(!html.includes("<b>\x1b") && !html.includes("<i>") && !html.includes("\u202e"));
  assert.match(html, /&lt;b><span class="esc">ESC<\/span>\[31mroot<span class="esc">RLO<\/span>/);
  assert.match(html, /9f3c 71aa/);
  assert.match(html, />12 s</);
});

Deno.test("AgentTable has one table head, and a box for each row that can be picked out", () => {
  const agents = ["a", "b"].map((ref) => sampleAgent({ ref, name: ref }));
  const selection = { formId: "bulk", has: (ref: string) => ref === "b", onToggle: () => {} };
  const html = renderToString(<AgentTable agents={agents} nowMs={0} selection={selection} />);
  assert.equal(html.split("<thead>").length - 1, 1);
  const boxes = [...html.matchAll(/<input type="checkbox"[^>]*>/g)].map(([box]) => box);
  assert.deepEqual(boxes.map((box) => /aria-label="([^"]+)"/.exec(box)![1]), [
    "Select all",
    "Select a",
    "Select b",
  ]);
  assert.deepEqual(boxes.map((box) => box.includes("checked")), [false, false, true]);
  assert.ok(boxes.slice(1).every((box) => box.includes('form="bulk"')));
});

Deno.test("AgentTable shows both addresses of an agent that moved", () => {
  const moved = sampleAgent({ status: "hold", previousAddress: "198.51.100.20" });
  const html = renderToString(<AgentTable agents={[moved]} nowMs={0} />);
  assert.match(html, /<s[^>]*>198\.51\.100\.20<\/s> → <span class="mono">192\.0\.2\.1</);
  assert.match(html, /Approve again/);
});
