import assert from "node:assert/strict";
import { RESULT_CODES } from "@/shared/wire/round_frame.ts";
import type { TargetsAnswer } from "./harness/answers.ts";
import { enrol } from "./harness/api.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";

interface StepsAnswer {
  step_ms: number;
  steps: { t: string; sent: number; lost: number; min: number | null; mean: number | null }[];
}

Deno.test("the results API gives steps of a minute, in memory and out of the file alike", async () => {
  await using folder = await temporaryFolder();
  await using server = await ServerProcess.start({
    dataDir: folder.path,
    args: ["--no-local-agent"],
  });
  const admin = await server.admin();
  const list: TargetsAnswer = await admin.json("/api/v1/targets", {
    method: "PUT",
    body: ["192.0.2.7"],
  });
  await using agent = await connectApproved(
    server.url,
    await newWireKey(),
    await enrol(admin, true),
  );
  // One minute ten minutes ago, another one five hours ago; nothing between.
  const minuteMs = Math.floor(Date.now() / 60_000) * 60_000 - 600_000;
  const starts = [minuteMs - 5 * 3_600_000, minuteMs].flatMap((
    at,
  ) => [at, at + 5_000, at + 10_000]);
  starts.forEach((startedAtMs, n) =>
    agent.sendRound({
      session: 1,
      round: n + 1,
      revision: list.revision,
      startedAtMs,
      flags: 0,
      results: Uint32Array.of(n % 3 === 2 ? RESULT_CODES.timeout : 1_000 * (1 + n % 3)),
      notes: new Uint8Array(),
    })
  );
  await agent.acknowledged(1, starts.length);
  for (const atMs of [minuteMs - 5 * 3_600_000, minuteMs]) {
    const from = new Date(atMs).toISOString();
    const to = new Date(atMs + 120_000).toISOString();
    const path = `/api/v1/results/agent_1/${list.targets[0].id}?from=${from}&to=${to}&step=1m`;
    const { step_ms, steps }: StepsAnswer = await admin.json(path);
    assert.equal(step_ms, 60_000);
    assert.deepEqual(steps.map(({ t, sent, lost, min, mean }) => [t, sent, lost, min, mean]), [
      [from, 3, 1, 1, 1.5],
      [new Date(atMs + 60_000).toISOString(), 0, 0, null, null],
    ]);
  }
  const bad = await admin.text(`/api/v1/results/agent_1/${list.targets[0].id}?step=1y`);
  assert.equal(bad.response.status, 422, bad.text);
});
