import assert from "node:assert/strict";
import { type AlertRule, ruleInputSchema } from "@/shared/alerts.ts";
import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { AgentRegistry } from "./agents/registry.ts";
import { AlertEngine } from "./alerts/engine.ts";
import { auditLog } from "./audit/audit.ts";
import { matrixSource } from "./live/matrix_source.ts";
import { Metrics } from "./metrics/metrics.ts";
import { Results } from "./results/results.ts";
import { openStore } from "./store/store.ts";
import { CentralTargetList } from "./targets/target_list.ts";

const START_MS = 1_795_000_000_000;
const DAY_MS = 24 * 3_600_000;
/** So often in that day the list changes, an agent comes, and another goes. */
const STEPS = 1_000;
const TARGETS = 16;
const AGENTS = 4;

const rules: AlertRule[] = [
  { kind: "state", states: ["fail"] },
  { kind: "rtt", percentile: 95, ms: 1 },
].map((condition, n) => ({
  id: n + 1,
  ...ruleInputSchema.parse({ name: "r", condition, rounds: { bad: 1, of: 4 } }),
}));

/** A server's memory of agents, targets and paths, on a clock that the test moves. */
async function openWorld(store: ReturnType<typeof openStore>) {
  const world = { nowMs: START_MS };
  const now = () => world.nowMs, audit = auditLog(store.audit, now);
  const registry = await AgentRegistry.open({ store: store.agents, audit, now, ca: () => null });
  const targets = await CentralTargetList.open({
    store: store.targets,
    audit,
    now,
    suggest: () => [],
  });
  const metrics = new Metrics({
    matrix: () => results.matrixRows(),
    agents: () => registry.list(),
    targets: () => targets.current().targets,
    figures: () => Promise.reject(new Error("nobody asks")),
  });
  const results: Results = await Results.open({
    store: store.rounds,
    targets: {
      current: () => targets.current(),
      targetIdsOf: (revision) => store.targets.targetIdsOf(revision),
    },
    agents: registry,
    now,
    onRound: (number, ids, frame) => metrics.addRound(number, ids, frame),
  });
  const engine = new AlertEngine([]);
  engine.setRules(rules);
  const live = matrixSource(() => results.matrixRows());
  return { world, registry, targets, metrics, results, engine, live };
}

Deno.test("Results.forgetOld(), Metrics.forgetOld() and AlertEngine.beat() leave nothing of what is gone", async () => {
  using store = openStoreInMemory();
  const { world, registry, targets, metrics, results, engine, live } = await openWorld(store.on);
  const options = { uses: STEPS, preApproved: true, expiresInMs: 2 * DAY_MS };
  const { token } = await registry.enrol(options, "ada", "http://x");
  const enrolment = (await registry.enrolment(decodeToken(token).id))!;
  const present: { number: number; ref: string }[] = [];

  const come = async (step: number) => {
    const identity = { hostname: `h${step}`, version: "0.1.0", address: "" };
    const newcomer = { enrolment, identity, address: "192.0.2.7", local: false };
    const { ref, number } = await registry.admit({
      ...newcomer,
      publicKey: `${step}`.padStart(8, "0"),
      wire: "native",
    });
    await registry.connected(ref, identity, newcomer.address);
    present.push({ number: number!, ref });
    if (present.length <= AGENTS) return;
    const gone = present.shift()!;
    await registry.disconnected(gone.ref, newcomer.address, "");
    await registry.remove(gone.ref, "ada");
  };
  const report = async (step: number) => {
    const { revision, targets: { length } } = targets.current();
    for (const { number } of present) {
      const codes = Uint32Array.from({ length }, (_, n) => n % 2 ? RESULT_CODES.timeout : 9_000);
      const rest = { session: 1, round: step + 1, revision, flags: 0, notes: new Uint8Array() };
      await results.keepRound(number, { ...rest, startedAtMs: world.nowMs, results: codes });
    }
  };
  const sizes = () => ({
    results: results.byteLength,
    metrics: metrics.byteLength,
    alerts: engine.kept,
    agents: registry.list().length,
    live: live.snapshot(1).length > 0,
  });

  let settled: ReturnType<typeof sizes> | null = null, fired = 0;
  for (let step = 0; step < STEPS; step++) {
    world.nowMs += DAY_MS / STEPS;
    const addresses = Array.from(
      { length: TARGETS },
      (_, n) => `10.${step >> 8}.${step & 255}.${n}`,
    );
    await targets.replace(addresses.map((address) => ({ address })), "ada");
    await come(step);
    await report(step);
    results.forgetOld();
    metrics.forgetOld();
    live.delta(step + 1);
    const rows = results.matrixRows();
    const view = {
      ...rows,
      young: false,
      percentilesUs: (agent: string, percentile: number) =>
        results.percentilesUs(agent, percentile, rows.targets),
    };
    fired += engine.beat(view, world.nowMs).events.filter(({ kind }) => kind === "fired").length;
    if (step === 2 * AGENTS) settled = sizes();
  }
  assert.equal(fired, STEPS * TARGETS, "every target made its rule fire");
  assert.deepEqual(sizes(), settled, "a day later there is no more than after the first minutes");

  world.nowMs += 2 * DAY_MS / 24;
  results.forgetOld();
  assert.equal(results.byteLength, 0, "an hour that is over is forgotten");
  for (const { ref } of present) await registry.remove(ref, "ada");
  results.forgetOld();
  metrics.forgetOld();
  engine.beat({ ...results.matrixRows(), young: false, percentilesUs: () => [] }, world.nowMs);
  assert.deepEqual(
    [metrics.byteLength, engine.kept.bytes, registry.list().length],
    [0, 0, 0],
    "without agents there are no paths",
  );
});

function openStoreInMemory() {
  const on = openStore(":memory:");
  return { on, [Symbol.dispose]: () => on.close() };
}
