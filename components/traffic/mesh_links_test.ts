import assert from "node:assert/strict";
import { meshLinks } from "./mesh_links.ts";

const mesh = {
  agents: [{ id: "agent_1", name: "tokyo", address: "::ffff:192.0.2.1" }],
  rows: [{ id: "agent_1", name: "tokyo" }],
  targets: [
    { id: "t1", name: "gw", address: "2001:DB8::1" },
    { id: "t2", name: "host", address: "gw.example" },
  ],
  resolved: (agentId: string, targetId: string) =>
    agentId === "agent_1" && targetId === "t2" ? "192.0.2.7" : undefined,
};

Deno.test("meshLinks() finds an agent and a target, however the address is written", () => {
  assert.deepEqual(meshLinks("192.0.2.1", mesh), [{ what: "agent", name: "tokyo", href: null }]);
  assert.deepEqual(meshLinks("2001:db8::1", mesh), [
    { what: "path", name: "tokyo → gw", href: "/mesh/agent_1/t1" },
  ]);
  assert.deepEqual(meshLinks("192.0.2.2", mesh), []);
});

Deno.test("meshLinks() finds the path of the agent for which a host name has the address", () => {
  const rows = [...mesh.rows, { id: "agent_2", name: "osaka" }];
  assert.deepEqual(meshLinks("192.0.2.7", { ...mesh, rows }), [
    { what: "path", name: "tokyo → host", href: "/mesh/agent_1/t2" },
  ]);
});

Deno.test("meshLinks() names a target that no agent probes yet, and never too many", () => {
  const [only] = meshLinks("2001:db8::1", { ...mesh, rows: [] });
  assert.deepEqual(only, { what: "path", name: "gw", href: null });
  const rows = Array.from({ length: 99 }, (_, n) => ({ id: `agent_${n}`, name: `${n}` }));
  assert.equal(meshLinks("2001:db8::1", { ...mesh, rows }).length, 12);
});
