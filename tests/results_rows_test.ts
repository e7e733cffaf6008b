import assert from "node:assert/strict";
import { join } from "node:path";
import { openStore } from "@/server/store/store.ts";
import { RESULT_CODES, type RoundFrame } from "@/shared/wire/round_frame.ts";
import type { MatrixAnswer } from "./harness/answers.ts";
import { enrol, setTargets } from "./harness/api.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { until } from "./harness/until.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const QUIET = ["--no-local-agent"];

interface SeriesAnswer {
  series: {
    agent?: string;
    target?: string;
    points?: { t: string; rtt_ms: number | null }[];
    steps?: { t: string; sent: number; lost: number; p50: number | null }[];
  }[];
}

const frame = (round: number, revision: number, startedAtMs: number, ...results: number[]) => ({
  session: 1,
  round,
  revision,
  startedAtMs,
  flags: 0,
  results: Uint32Array.from(results),
  notes: new Uint8Array(),
} satisfies RoundFrame);

const iso = (atMs: number) => new Date(atMs).toISOString();

Deno.test("GET /results/{agent} is a row of the matrix, GET /results?target a column; gaps are no data", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const { revision, targets } = await setTargets(admin, ["192.0.2.1", "192.0.2.2"]);
  const [one, two] = targets.map(({ id }) => id);
  const minuteMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 10 * MINUTE_MS;
  const { timeout, notProbed } = RESULT_CODES;
  for (const agent of [1, 2]) {
    await using line = await connectApproved(
      server.url,
      await newWireKey(),
      await enrol(admin, true),
    );
    // Nothing in the second minute: the agent was not connected.
    line.sendRound(frame(1, revision, minuteMs, 1_000 * agent, timeout));
    line.sendRound(frame(2, revision, minuteMs + 2 * MINUTE_MS, 1_000 * agent, notProbed));
    await line.acknowledged(1, 2);
  }
  const range = `from=${iso(minuteMs)}&to=${iso(minuteMs + 3 * MINUTE_MS)}`;
  const row = await admin.json<SeriesAnswer>(`/api/v1/results/agent_2?${range}`);
  const first = iso(minuteMs), last = iso(minuteMs + 2 * MINUTE_MS);
  assert.deepEqual(row, {
    agent: "agent_2",
    series: [
      { target: one, points: [{ t: first, rtt_ms: 2 }, { t: last, rtt_ms: 2 }] },
      { target: two, points: [{ t: first, rtt_ms: null, lost: "timeout" }] },
    ],
  });
  const column = await admin.json<SeriesAnswer>(`/api/v1/results?target=${one}&${range}&step=1m`);
  assert.deepEqual(
    column.series.map(({ agent, steps }) => [
      agent,
      steps!.map(({ sent, lost, p50 }) => [sent, lost, p50 === null ? null : Math.round(p50)]),
    ]),
    [
      ["agent_1", [[1, 0, 1], [0, 0, null], [1, 0, 1]]],
      ["agent_2", [[1, 0, 2], [0, 0, null], [1, 0, 2]]],
    ],
    "a minute without rounds was not sent: no data, no loss",
  );
  for (const path of ["agent_9", `agent_1?step=1y`, "agent_1?from=2020-01-01T00:00:00Z", "x"]) {
    const { response } = await admin.text(`/api/v1/results/${path}`);
    assert.ok(response.status === 404 || response.status === 422, `${path}: ${response.status}`);
  }
  assert.equal((await admin.text("/api/v1/results")).response.status, 422);
  assert.equal((await admin.text("/api/v1/results?target=target_99")).response.status, 404);
  assert.equal((await server.nobody.text("/api/v1/results/agent_1")).response.status, 401);
  const { cells } = await until(
    "the agents are silent: no data, never zero and never loss",
    () => admin.json<MatrixAnswer>("/api/v1/matrix"),
    (matrix) => matrix.cells.every(({ state }) => state === "nodata"),
  );
  assert.deepEqual(cells.map((cell) => [cell.rtt_ms, cell.loss_percent]), Array(4).fill([null, 0]));
  const page = await admin.text("/");
  assert.match(page.text, /lost contact: no data, which is not down/);
});

Deno.test("rounds that come late, in any order and into packed hours, are where they belong", async () => {
  await using folder = await temporaryFolder();
  const options = { args: QUIET, dataDir: folder.path };
  const key = await newWireKey();
  const hourMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 5 * HOUR_MS;
  // Across the border of two hours.
  const starts = Array.from({ length: 360 }, (_, n) => hourMs + HOUR_MS / 2 + 2 * 5_000 * n);
  const late = (n: number) => n % 10 === 3;
  let revision: number, target: string;
  {
    await using server = await ServerProcess.start(options);
    const admin = await server.admin();
    const list = await setTargets(admin, ["192.0.2.1"]);
    [revision, target] = [list.revision, list.targets[0].id];
    await using line = await connectApproved(server.url, key, await enrol(admin, true));
    const inTime = [...starts.keys()].filter((n) => !late(n));
    for (const n of inTime) line.sendRound(frame(n + 1, revision, starts[n], 1_000 + n));
    await line.acknowledged(1, 360);
    assert.equal(await server.stop(), 0);
  }
  const store = openStore(join(folder.path, "meshping.db"));
  assert.equal(await store.rounds.compact(Date.now(), 10), 2, "both hours are packed");
  store.close();

  await using server = await ServerProcess.start(options);
  const admin = await server.admin();
  await using line = await connectApproved(server.url, key);
  // The newest first, and with it all that is there already.
  for (const n of [...starts.keys()].reverse()) {
    line.sendRound(frame(n + 1, revision, starts[n], 1_000 + n));
  }
  await until(
    "every round is acknowledged",
    () => line.heard.filter(({ type }) => type === "ack").length,
    (count) => count === starts.length,
  );
  const range = `from=${iso(hourMs)}&to=${iso(hourMs + 3 * HOUR_MS)}`;
  const read = async () =>
    (await admin.json<{ points: { t: string; rtt_ms: number }[] }>(
      `/api/v1/results/agent_1/${target}?${range}`,
    )).points;
  const expected = starts.map((atMs, n) => ({ t: iso(atMs), rtt_ms: (1_000 + n) / 1_000 }));
  assert.deepEqual(await read(), expected);
  const again = openStore(join(folder.path, "meshping.db"));
  await again.rounds.compact(Date.now(), 10);
  again.close();
  assert.deepEqual(await read(), expected, "and packed again");
});
