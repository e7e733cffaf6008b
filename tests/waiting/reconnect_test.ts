import assert from "node:assert/strict";
import { AgentProcess } from "../harness/agent_process.ts";
import { agentsOf, enrol, pointsOf, setTargets } from "../harness/api.ts";
import { freePort } from "../harness/free_port.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { temporaryFolder } from "../harness/temporary_folder.ts";
import { until } from "../harness/until.ts";

const QUIET = ["--no-local-agent"];
const INTERVAL_MS = 5_000;
/** A round that began has ended, but for targets that do not answer. */
const ROUND_MS = 2_000;
/** An agent may wait this long before it calls again, and then needs time for a round. */
const LONGEST_PAUSE_MS = 45_000;

const ends: [name: string, signal: Deno.Signal, notice: RegExp][] = [
  ["a restart", "SIGTERM", /no connection to the server: .*(stopping|shutting down)/],
  ["a kill -9", "SIGKILL", /no connection to the server: /],
];
for (const [name, signal, notice] of ends) {
  Deno.test(`${name} of the server costs no round and doubles none`, () =>
    outlives(signal, notice));
}

Deno.test("kill -9 again and again in the middle of rounds costs no round and doubles none", async () => {
  await using folder = await temporaryFolder();
  const port = freePort();
  const options = { dataDir: folder.path, args: [...QUIET, "--port", `${port}`] };
  await using stack = new AsyncDisposableStack();
  const start = async () => stack.use(await ServerProcess.start(options));
  let server = await start();
  let admin = await server.admin();
  const list = await setTargets(admin, ["127.0.0.1", "127.0.0.2"]);
  const [first, second] = list.targets.map(({ id }) => id);
  stack.use(await AgentProcess.start({ token: await enrol(admin, true) }));
  const moreThan = (known: number) =>
    until(
      "a new round is there",
      () => pointsOf(admin, "agent_1", first),
      (found) => found.length > known,
      LONGEST_PAUSE_MS,
    );
  let points = await moreThan(0);
  for (let kill = 0; kill < 3; kill++) {
    await server.stop("SIGKILL");
    server = await start();
    admin = await server.admin();
    points = await moreThan(points.length);
  }
  const [agent] = await agentsOf(admin);
  assert.equal(agent.dropped_rounds, 0);
  const others = await pointsOf(admin, "agent_1", second);
  const times = points.map(({ t }) => Date.parse(t));
  assert.deepEqual(others.slice(0, times.length).map(({ t }) => Date.parse(t)), times);
  // As many as there is time for, one every 5 s: a lost or doubled one makes another number.
  assert.equal(Math.round((times.at(-1)! - times[0]) / INTERVAL_MS) + 1, times.length);
  assertSteady(times);
});

async function outlives(signal: Deno.Signal, notice: RegExp): Promise<void> {
  await using folder = await temporaryFolder();
  const port = freePort();
  const options = { dataDir: folder.path, args: [...QUIET, "--port", `${port}`] };
  let targetId: string;
  let before: string[];
  await using stack = new AsyncDisposableStack();
  let agent: AgentProcess;
  {
    await using server = await ServerProcess.start(options);
    const admin = await server.admin();
    targetId = (await setTargets(admin, ["127.0.0.1"])).targets[0].id;
    agent = stack.use(await AgentProcess.start({ token: await enrol(admin, true) }));
    const points = await until(
      "a round arrives",
      () => pointsOf(admin, "agent_1", targetId),
      (found) => found.length >= 1,
    );
    before = points.map(({ t }) => t);
    const code = await server.stop(signal);
    if (signal === "SIGTERM") assert.equal(code, 0, server.child.output);
  }
  await agent.child.line("stderr", notice);
  await until(
    "a round began while the server was away",
    () => Date.now() - Date.parse(before.at(-1)!),
    (ageMs) => ageMs > INTERVAL_MS + ROUND_MS,
  );
  await using server = await ServerProcess.start(options);
  const admin = await server.admin();
  const points = await until(
    "the rounds of before, meanwhile and after are there",
    () => pointsOf(admin, "agent_1", targetId),
    (found) => found.length >= before.length + 2,
    LONGEST_PAUSE_MS,
  );
  const times = points.map(({ t }) => Date.parse(t));
  assert.deepEqual(points.slice(0, before.length).map(({ t }) => t), before);
  assertSteady(times);
}

function assertSteady(times: readonly number[]): void {
  const gaps = times.slice(1).map((t, index) => t - times[index]);
  for (const gapMs of gaps) {
    assert.ok(Math.abs(gapMs - INTERVAL_MS) < INTERVAL_MS / 2, `gaps in ms: ${gaps.join(" ")}`);
  }
}
