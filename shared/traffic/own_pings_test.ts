import assert from "node:assert/strict";
import type { TrafficEvent } from "./event.ts";
import { sampleEvent } from "./sample_event.ts";
import { ownPings, type Pinger, pingersOf } from "./own_pings.ts";

const [id, name, resolved] = ["agent_1", "tokyo", [] as const];
const tokyo: Pinger = { id, name, address: "192.0.2.1", icmpIds: [7, 7, 8], resolved };
const osaka: Pinger = {
  ...tokyo,
  id: "agent_2",
  name: "osaka",
  address: "192.0.2.2",
  icmpIds: [8, 9],
};
const kyoto: Pinger = { ...osaka, id: "agent_3", name: "kyoto", icmpIds: [] };
const gateway = { id: "target_1", name: "gateway", address: "10.0.0.1" };
const gateway6 = { id: "target_2", name: "gateway 6", address: "2001:db8::1" };

const ping: Partial<TrafficEvent> = {
  kind: "icmp",
  proto: "ICMP",
  icmpType: 8,
  icmpId: 1,
  src: "203.0.113.1",
  dst: "10.0.0.1",
};

const table: [name: string, event: Partial<TrafficEvent>, agent: string | null][] = [
  ["a stranger's ping", {}, null],
  ["an agent's id", { icmpId: 7 }, "tokyo"],
  ["an id of two agents", { icmpId: 8 }, null],
  ["an id of two agents, and the address of one", { icmpId: 8, src: "192.0.2.1" }, "tokyo"],
  ["an unknown id from an agent's address", { src: "192.0.2.1" }, "tokyo"],
  ["an unknown id from the address of two agents", { src: "192.0.2.2" }, null],
  ["no source", { icmpId: 7, src: null }, "tokyo"],
  ["to an address that is no target", { icmpId: 7, dst: "10.0.0.2" }, null],
  ["a reply", { icmpId: 7, icmpType: 0 }, null],
  ["IPv6", { icmpId: 9, proto: "ICMPv6", icmpType: 128, dst: "2001:db8::1" }, "osaka"],
  ["an IPv6 type in IPv4", { icmpId: 7, icmpType: 128 }, null],
  ["no ICMP", { icmpId: 7, kind: "text" }, null],
];

for (const [name, event, agent] of table) {
  Deno.test(`ownPings() knows the agent, or that it is none: ${name}`, () => {
    const known = ownPings([tokyo, osaka, kyoto], [gateway, gateway6]);
    assert.equal(known(sampleEvent({ ...ping, ...event }))?.agent.name ?? null, agent);
  });
}

const names = ["target_3", "target_4"].map((id) => ({ id, name: id, address: null }));
const named: [what: string, resolved: Pinger["resolved"], dst: string, target: string | null][] = [
  ["the address it found", [["target_3", "198.51.100.3"]], "198.51.100.3", "target_3"],
  ["an address it did not find", [["target_3", "198.51.100.3"]], "198.51.100.4", null],
  ["a name that is no target any more", [["target_9", "198.51.100.9"]], "198.51.100.9", null],
  ["a target that has an address of its own", [["target_1", "198.51.100.1"]], "198.51.100.1", null],
  ["an address of two names", [["target_3", "1.1.1.1"], ["target_4", "1.1.1.1"]], "1.1.1.1", null],
  ["an address that is a target, too", [["target_3", "10.0.0.1"]], "10.0.0.1", null],
  ["a target beside it", [["target_3", "198.51.100.3"]], "10.0.0.1", "target_1"],
];

for (const [what, resolved, dst, target] of named) {
  Deno.test(`ownPings() knows the host name that an agent pings: ${what}`, () => {
    const known = ownPings([{ ...tokyo, resolved }, osaka], [gateway, ...names]);
    const own = known(sampleEvent({ ...ping, icmpId: 7, dst }));
    assert.equal(own?.target.id ?? null, target);
  });
}

Deno.test("pingersOf() takes agents that have said how they are, and as many addresses as fit", () => {
  const agent = { name: "tokyo", address: "192.0.2.1", health: { icmpIds: [7] } };
  const agents = ["a", "b", "c"].map((id) => ({ ...agent, id }));
  const silent = [{ ...agent, id: null }, { ...agent, id: "d", health: null }];
  const found = new Map([["a", 2], ["b", 3], ["c", 1]].map(([id, count]) => [
    id as string,
    new Map(Array.from({ length: count as number }, (_, n) => [`target_${n}`, "192.0.2.1"])),
  ]));
  const pingers = pingersOf([...agents, ...silent], ({ id }) => found.get(id!)!, 4);
  assert.deepEqual(pingers.map(({ id, resolved }) => [id, resolved.length]), [
    ["a", 2],
    ["b", 0],
    ["c", 1],
  ]);
});

Deno.test("ownPings() believes an agent about its own pings only", () => {
  const liar = {
    ...osaka,
    resolved: [["target_3", "10.0.0.1"], ["target_4", "192.0.2.9"]] as const,
  };
  const known = ownPings([tokyo, liar], [gateway, ...names]);
  const own = (dst: string) => known(sampleEvent({ ...ping, icmpId: 7, dst }))?.target.id ?? null;
  assert.deepEqual([own("10.0.0.1"), own("192.0.2.9")], ["target_1", null]);
});
