import assert from "node:assert/strict";
import { RESULT_CODES, ROUND_FLAGS } from "@/shared/wire/round_frame.ts";
import { encodeNotes, type ResultNote } from "@/shared/wire/round_notes.ts";
import type { TargetsAnswer } from "./harness/answers.ts";
import { enrol } from "./harness/api.ts";
import { isLive, TestBrowser } from "./harness/browser.ts";
import { pressOn } from "./harness/press_on.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";

const DAY_MS = 86_400_000;

interface NotesAnswer {
  points: Record<string, unknown>[];
  notes: { kind: string; t: string; until: string; count: number; [more: string]: unknown }[];
}

const error = (index: number): ResultNote => ({
  index,
  kind: "icmp-error",
  type: 3,
  code: 1,
  from: Uint8Array.of(192, 0, 2, 254),
});

Deno.test("what an agent noted is in the API, on the path page and in the matrix's panel", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const admin = await server.admin();
  const list: TargetsAnswer = await admin.json("/api/v1/targets", {
    method: "PUT",
    body: ["192.0.2.7", { address: "https://host.example/", name: "site" }],
  });
  const [gone, site] = list.targets.map(({ id }) => id);
  await using agent = await connectApproved(
    server.url,
    await newWireKey(),
    await enrol(admin, true),
  );
  const startMs = Date.now() - 24 * 5_000;
  const certificateEndS = Math.floor((Date.now() + 5.5 * DAY_MS) / 1000);
  for (let n = 0; n < 24; n++) {
    const isGone = n >= 18;
    const notes: ResultNote[] = [
      { index: 1, kind: "http", status: isGone ? 503 : 200, ttfbUs: 4_000, certificateEndS },
      ...(isGone ? [error(0)] : []),
      ...(n === 10 ? [{ index: 0, kind: "late" as const, rttUs: 3_400_000 }] : []),
    ];
    agent.sendRound({
      session: 1,
      round: n + 1,
      revision: list.revision,
      startedAtMs: startMs + n * 5_000,
      flags: n === 4 || n === 5 ? ROUND_FLAGS.starved : 0,
      results: Uint32Array.of(
        isGone ? RESULT_CODES.unreachable : n === 9 ? RESULT_CODES.timeout : 800 + n,
        isGone ? RESULT_CODES.badStatus : 9_000,
      ),
      notes: encodeNotes(notes, 1_000).bytes,
    });
  }
  await agent.acknowledged(1, 24);

  const ofGone: NotesAnswer = await admin.json(`/api/v1/results/agent_1/${gone}`);
  const at = (n: number) => new Date(startMs + n * 5_000).toISOString();
  assert.deepEqual(ofGone.notes, [
    {
      t: at(18),
      until: at(23),
      count: 6,
      kind: "icmp_error",
      type: 3,
      code: 1,
      from: "192.0.2.254",
    },
    { t: at(10), until: at(10), count: 1, kind: "late", rtt_ms: 3_400 },
    { t: at(4), until: at(5), count: 2, kind: "starved" },
  ]);
  assert.deepEqual(ofGone.points[4], { t: at(4), rtt_ms: 0.804, starved: true });
  assert.deepEqual(ofGone.points[9], { t: at(9), rtt_ms: null, lost: "timeout" });
  assert.deepEqual(ofGone.points[20], { t: at(20), rtt_ms: null, lost: "unreachable" });
  const inSteps: NotesAnswer = await admin.json(`/api/v1/results/agent_1/${gone}?step=1m`);
  assert.deepEqual(inSteps.notes, ofGone.notes);
  const ofSite: NotesAnswer = await admin.json(`/api/v1/results/agent_1/${site}`);
  assert.deepEqual(ofSite.points[0], { t: at(0), rtt_ms: 9, status: 200, ttfb_ms: 4 });
  assert.deepEqual(ofSite.notes.map(({ kind, status }) => status ?? kind), [503, 200, "starved"]);
  assert.equal(ofSite.notes[0].certificate_ends, new Date(certificateEndS * 1000).toISOString());

  await using browser = await TestBrowser.launch();
  const page = await browser.loggedIn(server);
  await page.goto(`/mesh/agent_1/${gone}`);
  await page.getByText("192.0.2.254 says: destination unreachable, host unreachable").waitFor();
  await page.getByText("late, not lost: an answer came after").waitFor();
  await page.getByText("measured while the agent was starved of CPU time").waitFor();
  const graph = page.getByRole("application", { name: /RTT, loss and distribution/ });
  // Its last but one stretch of 5 s has the second of the two samples.
  await page.goto(`/mesh/agent_1/${gone}?from=${at(2)}&to=${at(6)}`);
  await pressOn(graph, "ArrowLeft");
  await page.getByText("the agent was starved", { exact: true }).waitFor();
  for (const range of ["", "?range=7d"]) {
    await page.goto(`/mesh/agent_1/${site}${range}`);
    await page.getByText("ends in 5 days").waitFor();
    await page.getByText("HTTP status 503").waitFor();
    await page.locator(".figs").getByText("503", { exact: true }).waitFor();
    await page.getByText("· http ·").waitFor();
  }

  await page.goto("/");
  await isLive(page);
  const picture = page.getByRole("application", { name: /1 agents by 2 targets/ });
  await pressOn(picture, "ArrowDown", "ArrowRight");
  const panel = page.getByLabel("Last hour of the chosen path");
  await panel.getByText(/HTTP status 503|192\.0\.2\.254 says/).waitFor();
  await pressOn(picture, "ArrowRight");
  await panel.getByText("The certificate ends in 5 days").waitFor();
  assert.deepEqual(browser.trouble, []);
});
