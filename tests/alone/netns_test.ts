import assert from "node:assert/strict";
import type { CellAnswer, ResultsAnswer } from "../harness/answers.ts";
import { AgentProcess } from "../harness/agent_process.ts";
import { cellsByAddress, enrol, setTargets } from "../harness/api.ts";
import { NetworkNamespace } from "../harness/network_namespace.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { until } from "../harness/until.ts";

const INTERVAL_MS = 5_000;
/** From the start of a round to its cells: 2 s of spread, a timeout of 3 s, travel and slack. */
const TRAVEL_MS = 10_000;

/** With a resolver that nobody listens on: what a test asks for must not leave the machine. */
const WITHOUT_DNS = [
  ...["unshare", "--mount", "sh", "-c"],
  'printf "nameserver 127.0.0.1\\noptions timeout:1 attempts:1\\n" > /tmp/meshping-resolv.$$ && ' +
  'mount --bind /tmp/meshping-resolv.$$ /etc/resolv.conf && rm /tmp/meshping-resolv.$$ && exec "$0" "$@"',
];

const answered = (cell?: CellAnswer) => cell !== undefined && cell.rtt_ms !== null;

Deno.test("the matrix shows a host that answers, is cut off, and comes back", async () => {
  await using host = await NetworkNamespace.create();
  await using server = await ServerProcess.start();
  const admin = await server.admin();
  const { ipv4, ipv6 } = host.inside;
  await setTargets(admin, [ipv4, ipv6, "127.0.0.1"]);
  const look = () => cellsByAddress(admin);

  const first = await until(
    "every cell has a result",
    look,
    (cells) => answered(cells[ipv4]) && answered(cells[ipv6]),
  );
  for (const address of [ipv4, ipv6]) {
    const { state, rtt_ms, loss_percent } = first[address];
    assert.deepEqual([state, loss_percent], ["ok", 0], address);
    assert.ok(rtt_ms! > 0 && rtt_ms! < 1_000, `${address} answered in ${rtt_ms} ms`);
  }

  await host.cut();
  const dark = await until(
    "both cells fail within two rounds",
    look,
    (cells) => cells[ipv4].state === "fail" && cells[ipv6].state === "fail",
    2 * INTERVAL_MS + TRAVEL_MS,
  );
  assert.deepEqual([dark[ipv4].rtt_ms, dark[ipv6].rtt_ms], [null, null]);
  assert.equal(dark["127.0.0.1"].state, "ok", "a dead neighbour disturbs nobody");

  await host.restore();
  const back = await until(
    "both cells are alive again",
    look,
    (cells) => [ipv4, ipv6].every((a) => answered(cells[a]) && cells[a].state !== "fail"),
    4 * INTERVAL_MS + TRAVEL_MS,
  );
  assert.ok(back[ipv4].loss_percent > 0, "what was lost in the last minute is not forgotten");
  assert.doesNotMatch(server.child.stderr, / error: /);
});

Deno.test("who says that a host cannot be reached is in the results", async () => {
  await using host = await NetworkNamespace.create();
  const { ipv4, ipv6 } = host.inside;
  await host.run([
    ...["iptables", "-A", "INPUT", "-p", "icmp"],
    ...["-j", "REJECT", "--reject-with", "icmp-host-prohibited"],
  ]);
  // Only echo requests: neighbours still have to find one another.
  await host.run([
    ...["ip6tables", "-A", "INPUT", "-p", "icmpv6", "--icmpv6-type", "echo-request"],
    ...["-j", "REJECT", "--reject-with", "icmp6-adm-prohibited"],
  ]);
  await using server = await ServerProcess.start();
  const admin = await server.admin();
  const { targets } = await setTargets(admin, [ipv4, ipv6]);
  const expected: [type: number, code: number][] = [[3, 10], [1, 1]];
  for (const [n, { id, address }] of targets.entries()) {
    const isError = ({ kind }: { kind: string }) => kind === "icmp_error";
    const { points, notes } = await until(
      `${address} has a note`,
      () => admin.json<ResultsAnswer>(`/api/v1/results/agent_1/${id}`),
      (answer) => answer.notes.some(isError),
    );
    const note = notes.find(isError)!;
    assert.deepEqual([note.from, note.type, note.code], [address, ...expected[n]]);
    assert.equal(points.find(({ t }) => t === note.until)!.lost, "unreachable");
  }
});

Deno.test("a host name is looked up by the agent; one without an address fails alone", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const admin = await server.admin();
  await setTargets(admin, ["localhost", "no-such-host.invalid"]);
  const token = await enrol(admin, true);
  await using _agent = await AgentProcess.start({ token, through: WITHOUT_DNS });
  const cells = await until(
    "both have a result",
    () => cellsByAddress(admin),
    (cells) => answered(cells["localhost"]) && cells["no-such-host.invalid"].state === "fail",
  );
  assert.equal(cells["localhost"].state, "ok");
});
