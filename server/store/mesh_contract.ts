import assert from "node:assert/strict";
import type { AgentRecord } from "../domain/agents.ts";
import { contractOf } from "./contract.ts";
import type { Store } from "./store.ts";

const AT_MS = 1_795_000_000_000;

const agent = (ref: string, more: Partial<AgentRecord> = {}): AgentRecord => ({
  ref,
  number: null,
  name: ref,
  hostname: "host",
  address: "192.0.2.1",
  version: "0.1.0",
  publicKey: `key of ${ref}`,
  previousAddress: null,
  wire: "native",
  enrolmentId: null,
  group: "Tokyo",
  status: "pending",
  local: false,
  createdAtMs: AT_MS,
  lastSeenAtMs: null,
  ...more,
});

const draft = (address: string, id: string | null = null) => ({
  id,
  address,
  name: address,
  kind: "icmp" as const,
  intervalMs: 5_000,
  warnMs: 200,
  group: "",
});

/** What every store of agents and targets must do. */
export const meshContract = contractOf((store: Store) => store, (test) => {
  test("keeps agents by their ref and never gives a number twice", async ({ agents }) => {
    await agents.saveAgent(agent("b", { createdAtMs: AT_MS + 1 }));
    await agents.saveAgent(agent("a"));
    const first = await agents.nextAgentNumber();
    const approved = agent("a", {
      number: first,
      status: "approved",
      lastSeenAtMs: 5,
      local: true,
    });
    await agents.saveAgent(approved);
    assert.deepEqual(await agents.listAgents(), [approved, agent("b", { createdAtMs: AT_MS + 1 })]);
    await agents.removeAgent("a");
    assert.equal((await agents.listAgents()).length, 1);
    assert.equal(await agents.nextAgentNumber(), first + 1);
  });

  test("keeps the newest events of each agent, and drops them with it", async ({ agents }) => {
    const event = (atMs: number) => ({
      atMs,
      event: "connected" as const,
      address: "192.0.2.1",
      detail: "",
    });
    for (let n = 1; n <= 5; n++) await agents.addAgentEvent("a", event(n), 3);
    await agents.addAgentEvent("b", event(9), 3);
    assert.deepEqual(await agents.agentEvents("a"), [event(5), event(4), event(3)]);
    await agents.removeAgent("a");
    assert.deepEqual(await agents.agentEvents("a"), []);
    assert.deepEqual(await agents.agentEvents("b"), [event(9)]);
  });

  test("spends an enrolment as often as it has uses, and not after its end", async ({ agents }) => {
    const enrolment = {
      id: "e",
      secret: "s",
      name: null,
      uses: 2,
      usesLeft: 2,
      preApproved: true,
      createdAtMs: 10,
      expiresAtMs: 100,
      createdBy: "ada",
      agentRef: null,
    };
    await agents.addEnrolment(enrolment);
    const newer = { ...enrolment, id: "f", createdAtMs: 20, expiresAtMs: 50 };
    await agents.addEnrolment(newer);
    assert.deepEqual(await agents.listEnrolments(49), [newer, enrolment]);
    assert.deepEqual(await agents.listEnrolments(99), [enrolment]);
    assert.deepEqual(await agents.enrolment("e", 99), enrolment);
    assert.equal(await agents.spendEnrolment("e", 100), false, "over");
    assert.equal(await agents.spendEnrolment("e", 99), true);
    assert.equal(await agents.spendEnrolment("e", 99), true);
    assert.equal(await agents.spendEnrolment("e", 99), false, "spent");
    assert.equal(await agents.enrolment("e", 99), null);
    assert.equal(await agents.enrolment("unknown", 0), null);
    assert.deepEqual(await agents.listEnrolments(99), []);
  });

  test("keeps every revision of the target list", async ({ targets }) => {
    assert.equal(await targets.currentList(), null);
    const one = await targets.saveList([draft("192.0.2.1"), draft("192.0.2.2")], "ada", AT_MS);
    assert.deepEqual([one.revision, one.targets.map((t) => t.id)], [1, ["target_1", "target_2"]]);
    const two = await targets.saveList(
      [draft("192.0.2.3"), draft("192.0.2.2", "target_2")],
      "ada",
      AT_MS,
    );
    assert.deepEqual(await targets.currentList(), two);
    assert.deepEqual(await targets.listAt(1), one);
    assert.equal(await targets.listAt(3), null);
    const head = (revision: number) => ({ revision, by: "ada", atMs: AT_MS });
    assert.deepEqual(await targets.revisionHeads(null, 9), [head(2), head(1)]);
    assert.deepEqual(await targets.revisionHeads(2, 9), [head(1)]);
    assert.deepEqual(await targets.revisionHeads(null, 1), [head(2)]);
    assert.deepEqual(await targets.targetIdsOf(1), ["target_1", "target_2"]);
    assert.deepEqual(await targets.targetIdsOf(2), ["target_3", "target_2"]);
    assert.equal(await targets.targetIdsOf(3), null);
  });
});
