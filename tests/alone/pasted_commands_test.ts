import assert from "node:assert/strict";
import { join } from "node:path";
import { machineWithUnit } from "../harness/agent_unit.ts";
import { agentsOf, pointsOf, setTargets } from "../harness/api.ts";
import type { Client } from "../harness/client.ts";
import { paste, type PasteOptions } from "../harness/paste.ts";
import { runCommand } from "../harness/run_command.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { taskCommand } from "../harness/task_command.ts";
import { temporaryFolder } from "../harness/temporary_folder.ts";
import { until } from "../harness/until.ts";

interface Enrolment {
  commands: { way: string; text: string }[];
}

/** The line of one way, with a token of its own, as the page shows it. */
async function lineFor(admin: Client, way: string): Promise<string> {
  const body = { name: way, uses: 1, expires_in: 600_000, pre_approved: true };
  const { commands } = await admin.post<Enrolment>("/api/v1/enrolments", body, 201);
  return commands.find((one) => one.way === way)!.text;
}

/** Where somebody pastes each line who did before what it takes; `task`: enrolment_page_test.ts. */
const WAYS: Record<string, (folder: string, bundle: string) => Promise<Partial<PasteOptions>>> = {
  npm: () => Promise.resolve({}),
  bundle: (folder) => Promise.resolve({ folder }),
  // The base of a compiled program is not to be had everywhere: the same flags, in a script.
  program: async (folder) => {
    const command = taskCommand("agent").map((word) =>
      word === "agent/main.ts" ? join(folder, "meshping-agent.js") : word
    );
    const text = `#!/bin/sh\nexec ${command.join(" ")} "$@"\n`;
    await Deno.writeTextFile(join(folder, "meshping-agent"), text, { mode: 0o755 });
    return { folder };
  },
  service: (folder, bundle) => machineWithUnit(join(folder, "machine"), bundle),
};

Deno.test("each line to paste brings an agent that probes", async () => {
  await using folder = await temporaryFolder();
  const bundle = join(folder.path, "meshping-agent.js");
  await runCommand(
    taskCommand("bundle:agent").map((word) => word.startsWith("dist/") ? bundle : word),
  );
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const admin = await server.admin();
  const { targets: [target] } = await setTargets(admin, ["127.0.0.1"]);
  for (const [way, prepare] of Object.entries(WAYS)) {
    const known = (await agentsOf(admin)).length;
    const options = await prepare(folder.path, bundle);
    await using agent = paste(await lineFor(admin, way), {
      stateDir: join(folder.path, way),
      name: way,
      ...options,
    });
    await agent.line("stderr", /is approved/);
    const id = `agent_${known + 1}`;
    const points = await until(
      `a round of the ${way} arrives`,
      () => pointsOf(admin, id, target.id),
      (found) => found.length > 0,
    );
    assert.ok(points[0].rtt_ms! > 0, way);
    await agent.stop();
  }
});
