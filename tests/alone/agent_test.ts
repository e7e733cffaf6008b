import assert from "node:assert/strict";
import { join } from "node:path";
import { encodeToken } from "@/shared/wire/enrolment_token.ts";
import { AgentProcess, runAgentToItsEnd } from "../harness/agent_process.ts";
import type { MatrixAnswer } from "../harness/answers.ts";
import { agentsOf, enrol, pointsOf, setTargets } from "../harness/api.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { temporaryFolder } from "../harness/temporary_folder.ts";
import { until } from "../harness/until.ts";

const QUIET = ["--no-local-agent"];
const INTERVAL_MS = 5_000;
/** "At once", on a machine that is busy: well below the round that a slow agent would wait for. */
const AT_ONCE_MS = 2_500;

Deno.test("an agent's life: pending, approved, probing, another list, rejected", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const first = await setTargets(admin, ["127.0.0.1"]);
  const token = await enrol(admin, false);
  await using agent = await AgentProcess.start({ token, name: "site-a" });

  const [pending] = await until(
    "the agent is pending and connected",
    () => agentsOf(admin),
    ([only]) => only?.status === "pending" && only.connected,
  );
  assert.deepEqual([pending.id, pending.name], [null, "site-a"]);
  await agent.child.line("stderr", /this agent is pending: waiting for an administrator/);
  assert.deepEqual((await admin.json<MatrixAnswer>("/api/v1/matrix")).agents, []);

  const approvedAtMs = Date.now();
  const approved = await admin.post<{ id: string }>(`/api/v1/agents/${pending.ref}/approve`);
  assert.equal(approved.id, "agent_1");
  const [{ t }] = await until(
    "the first round arrives",
    () => pointsOf(admin, "agent_1", first.targets[0].id),
    (points) => points.some(({ rtt_ms }) => rtt_ms !== null),
  );
  const startedAfterMs = Date.parse(t) - approvedAtMs;
  assert.ok(startedAfterMs >= 0, "it did not probe before it was approved");
  assert.ok(startedAfterMs < AT_ONCE_MS, `the first round began after ${startedAfterMs} ms`);

  const changedAtMs = Date.now();
  const second = await setTargets(admin, ["127.0.0.1", "127.0.0.2"]);
  const [, heardAt] = await agent.child.line(
    "stderr",
    new RegExp(`^(\\S+) probing 2 targets, revision ${second.revision}$`, "m"),
  );
  const heardAfterMs = Date.parse(heardAt) - changedAtMs;
  assert.ok(heardAfterMs < AT_ONCE_MS, `the list arrived after ${heardAfterMs} ms`);
  const [added] = await until(
    "a round of the new list arrives",
    () => pointsOf(admin, "agent_1", second.targets[1].id),
    (points) => points.length > 0,
  );
  assert.ok(Date.parse(added.t) - changedAtMs < INTERVAL_MS + AT_ONCE_MS, "with the next round");
  assert.equal(second.targets[0].id, first.targets[0].id, "a target that stays keeps its history");

  await admin.post("/api/v1/agents/agent_1/reject");
  await agent.child.line("stderr", /refused: rejected/);
  const [rejected] = await until(
    "the agent is cut off",
    () => agentsOf(admin),
    ([only]) => !only.connected,
  );
  assert.equal(rejected.status, "blacklisted");
  assert.deepEqual((await admin.json<MatrixAnswer>("/api/v1/matrix")).agents, []);
  assert.equal(await agent.child.stop(), 0, agent.child.output);
});

Deno.test("a spent token lets nobody in, and says so", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const token = await enrol(admin, true);
  await using first = await AgentProcess.start({ token, name: "first" });
  await first.child.line("stderr", /agent_1 is approved/);
  await using second = await AgentProcess.start({ token, name: "second" });
  await second.child.line("stderr", /refused: the token is spent, expired or unknown/);
  assert.deepEqual((await agentsOf(admin)).map(({ name }) => name), ["first"]);
  assert.equal(await second.child.stop("SIGINT"), 0);
});

Deno.test("an agent that was stopped comes back with its key alone", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  await using folder = await temporaryFolder();
  const stateDir = join(folder.path, "state");
  for (const token of [await enrol(admin, true), undefined]) {
    await using agent = await AgentProcess.start({ token, stateDir, name: "steady" });
    await agent.child.line("stderr", /agent_1 is approved/);
    await until("it is connected", () => agentsOf(admin), ([only]) => only.connected);
    // The state is rewritten without the token once the server knows the key.
    await until(
      "the token is gone from the disk",
      () => Deno.readTextFile(join(stateDir, "agent.json")),
      (text) => text.includes('"enrolment":null'),
    );
    assert.equal(await agent.child.stop(), 0, agent.child.output);
  }
  assert.equal((await agentsOf(admin)).length, 1);
  const { mode } = await Deno.stat(stateDir);
  assert.equal(mode! & 0o777, 0o700);
});

const SOME_TOKEN = encodeToken({
  url: "http://127.0.0.1:1",
  id: "id",
  secret: "s".repeat(43),
});
/** Root without the right to open raw sockets, where no group may use ping sockets either. */
const WITHOUT_RIGHTS = [
  ...["unshare", "--net", "sh", "-c"],
  'echo "1 0" > /proc/sys/net/ipv4/ping_group_range && exec "$@"',
  ...["sh", "setpriv", "--bounding-set", "-net_raw", "--inh-caps", "-net_raw"],
];

const refused: [name: string, options: Parameters<typeof runAgentToItsEnd>[0], message: RegExp][] =
  [
    ["that is not enrolled", {}, /not enrolled yet.*admin enrol.*--token/],
    ["with a damaged token", { token: "mp1_AAAA" }, /token is damaged: copy the whole word/],
    ["with a word that is no token", { token: "hello" }, /begins with mp1_/],
    ["with an unknown flag", { args: ["--nonsense"] }, /--nonsense.*--help/],
    ["with a server that is no URL", { args: ["--server", "mesh"] }, /--server takes a URL/],
    [
      "that may not ping",
      { token: SOME_TOKEN, through: WITHOUT_RIGHTS },
      /1\..*setcap cap_net_raw[^]*2\..*ping_group_range[^]*3\..*root/,
    ],
  ];
for (const [name, options, message] of refused) {
  Deno.test(`an agent ${name} ends with 2 and says what to do`, async () => {
    const { code, stderr, stdout } = await runAgentToItsEnd(options);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /Uncaught|\n\s+at /, "a message, not a stack");
    assert.equal(stdout, "");
  });
}

for (const os of ["darwin", "windows", "freebsd"]) {
  Deno.test(`an agent on ${os} ends with 2, says where it runs, and spends no token`, async () => {
    await using folder = await temporaryFolder();
    const stateDir = join(folder.path, "state");
    const fixture = new URL("../fixtures/agent_on.ts", import.meta.url).pathname;
    const program = [Deno.execPath(), "run", "--no-check", "-A", fixture, os];
    for (const args of [[], ["--once", "127.0.0.1"]]) {
      const ended = await runAgentToItsEnd({ program, token: SOME_TOKEN, stateDir, args });
      assert.equal(ended.code, 2, ended.stderr);
      assert.match(
        ended.stderr,
        /^meshping agent: ICMP probes need Linux .*Run the agent on .*\n$/,
      );
      assert.ok(ended.stderr.includes(`this is ${os} on`), ended.stderr);
      assert.equal(ended.stdout, "");
    }
    await assert.rejects(Deno.stat(join(stateDir, "agent.json")), Deno.errors.NotFound);
  });
}

Deno.test("an agent whose key file is damaged ends with 2", async () => {
  await using folder = await temporaryFolder();
  await Deno.writeTextFile(join(folder.path, "agent.json"), '{"version":1');
  const { code, stderr } = await runAgentToItsEnd({ stateDir: folder.path });
  assert.equal(code, 2, stderr);
  assert.match(stderr, /agent\.json is damaged: remove it and enrol this agent again/);
});
