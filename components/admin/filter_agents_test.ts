import assert from "node:assert/strict";
import { sampleAgent } from "./sample_agent.ts";
import { filterAgents } from "./filter_agents.ts";

const agents = [
  sampleAgent({ ref: "a", name: "Tokyo-edge", id: "agent_1", address: "192.0.2.1" }),
  sampleAgent({ ref: "b", name: "osaka", hostname: "osa.example", previousAddress: "192.0.2.9" }),
  sampleAgent({ ref: "c", name: "x", place: "Frankfurt, DE", fingerprint: "2b80 c4e1" }),
];
const cases: [query: string, refs: string][] = [
  ["", "abc"],
  ["  ", "abc"],
  ["tokyo", "a"],
  ["AGENT_1", "a"],
  ["192.0.2.9", "b"],
  ["osa.ex", "b"],
  ["frankfurt 2b80", "c"],
  ["2b80c4e1", "c"],
  ["tokyo osaka", ""],
];
for (const [query, refs] of cases) {
  Deno.test(`filterAgents() finds "${refs}" by "${query}"`, () => {
    assert.equal(filterAgents(agents, query).map(({ ref }) => ref).join(""), refs);
  });
}
