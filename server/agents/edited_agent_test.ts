import assert from "node:assert/strict";
import { Refusal } from "@/shared/refusal.ts";
import type { AgentRecord } from "../domain/agents.ts";
import { changeInWords, editedAgent } from "./edited_agent.ts";

const agent = { ref: "r1", name: "tyo", group: "", hostname: "h" } as AgentRecord;

const changes: [string, unknown, Partial<AgentRecord>, string][] = [
  ["a group", { group: " Tokyo " }, { group: "Tokyo" }, "group - → Tokyo"],
  ["a name", { name: "edge" }, { name: "edge" }, "name tyo → edge"],
  ["both", { name: "e", group: "T" }, { name: "e", group: "T" }, "name tyo → e, group - → T"],
  ["nothing", {}, {}, ""],
];
for (const [what, change, expected, words] of changes) {
  Deno.test(`editedAgent() changes ${what}`, () => {
    const after = editedAgent(agent, change);
    assert.deepEqual(after, { ...agent, ...expected });
    assert.equal(changeInWords(agent, after), words);
  });
}

const wrong: [string, unknown, string][] = [
  ["an empty name", { name: " " }, "name"],
  ["a name that is too long", { name: "x".repeat(201) }, "name"],
  ["a group with a line break", { group: "a\nb" }, "group"],
  ["a field that is not to be changed", { address: "::1" }, ""],
  ["what is no object", "Tokyo", ""],
];
for (const [what, change, field] of wrong) {
  Deno.test(`editedAgent() refuses ${what}`, () => {
    assert.throws(
      () => editedAgent(agent, change),
      (error) => error instanceof Refusal && error.fields[0].field === field,
    );
  });
}
