import assert from "node:assert/strict";
import type { TrafficEvent } from "./event.ts";
import { sampleEvent } from "./sample_event.ts";
import { ownPings, type Pinger } from "./own_pings.ts";

const tokyo: Pinger = { id: "agent_1", name: "tokyo", address: "192.0.2.1", icmpIds: [7, 7, 8] };
const osaka: Pinger = { id: "agent_2", name: "osaka", address: "192.0.2.2", icmpIds: [8, 9] };
const kyoto: Pinger = { id: "agent_3", name: "kyoto", address: "192.0.2.2", icmpIds: [] };
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
