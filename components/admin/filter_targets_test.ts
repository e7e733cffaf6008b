import assert from "node:assert/strict";
import type { Target } from "@/shared/target.ts";
import { filterTargets } from "./filter_targets.ts";

const target = (name: string, address: string, group: string): Target => ({
  id: name,
  name,
  address,
  group,
  kind: "icmp",
  intervalMs: 5_000,
  warnMs: 200,
});
const all = [
  target("Gateway", "192.0.2.1", "Tokyo"),
  target("web", "192.0.2.2", "Osaka"),
  target("a.*b", "::1", ""),
];
const cases: [string, string[]][] = [
  ["", ["Gateway", "web", "a.*b"]],
  ["  ", ["Gateway", "web", "a.*b"]],
  ["GATE", ["Gateway"]],
  ["192.0.2", ["Gateway", "web"]],
  ["192 osaka", ["web"]],
  [".*", ["a.*b"]],
  ["icmp tokyo", ["Gateway"]],
  ["nothing", []],
];
for (const [query, names] of cases) {
  Deno.test(`filterTargets() by ${JSON.stringify(query)}`, () => {
    assert.deepEqual(filterTargets(all, query).map(({ name }) => name), names);
  });
}
