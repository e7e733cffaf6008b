import assert from "node:assert/strict";
import { join } from "node:path";
import { sqliteAuditStore } from "../../server/store/audit_store.ts";
import { openReader } from "../../server/store/database.ts";
import { agentsOf, enrol } from "../harness/api.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { until } from "../harness/until.ts";
import { upgradeStatus } from "../harness/upgrade_request.ts";
import { connectApproved, newWireKey, WireAgent } from "../harness/wire_agent.ts";

const QUIET = ["--no-local-agent"];
const FLOOD = 300;
/** Single rows of one address in ten minutes, as the refusal log has it. */
const MOST_ROWS = 5;

/** Lines of the audit log about agents that were turned away, newest first, once there is one. */
function refusals(server: ServerProcess): Promise<string[]> {
  return until("the audit log has a refusal", async () => {
    const db = openReader(join(server.dataDir, "meshping.db"));
    try {
      const entries = await sqliteAuditStore(db).listAudit(1_000);
      return entries.filter(({ action }) => action === "agent.refused").map(({ detail }) => detail);
    } finally {
      db.close();
    }
  }, (rows) => rows.length > 0);
}

Deno.test("a flood of handshakes keeps no approved agent out and writes a few lines", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const admin = await server.admin();
  const key = await newWireKey();
  await using earlier = await connectApproved(server.url, key, await enrol(admin, true));
  for (let n = 0; n < FLOOD; n++) {
    await using stranger = await WireAgent.connect(server.url);
    stranger.say(await stranger.hello(await newWireKey()));
    assert.equal((await stranger.end()).code, 4403);
  }
  // Those who say nothing take every place that strangers of an address have.
  await using crowd = new AsyncDisposableStack();
  for (let n = 0; n < 50; n++) crowd.use(await WireAgent.connect(server.url));
  await using again = await connectApproved(server.url, key);
  await again.next("status");
  assert.match((await earlier.end()).reason, /has connected again/);
  assert.equal((await agentsOf(admin)).length, 1, "nobody came in with it");
  const rows = await refusals(server);
  assert.ok(rows.length > 0 && rows.length <= MOST_ROWS, rows.join("\n"));
});

const downgrades: [name: string, args: string[], headers: Record<string, string>, RegExp][] = [
  [
    "an older subprotocol",
    [],
    { "sec-websocket-protocol": "meshping.v0" },
    /subprotocol meshping\.v0: only meshping\.v1/,
  ],
  ["no subprotocol where plain JSON is closed", ["--no-json-agents"], {}, /plain JSON is closed/],
  [
    "plain JSON in the clear from another machine",
    ["--trust-proxy", "127.0.0.1"],
    { "x-forwarded-for": "192.0.2.7", "x-forwarded-proto": "http" },
    /it came in the clear/,
  ],
];
for (const [name, args, headers, reason] of downgrades) {
  Deno.test(`${name} is refused, and the audit log says why`, async () => {
    await using server = await ServerProcess.start({ args: [...QUIET, ...args] });
    assert.equal(await upgradeStatus(server.url, "/agent", headers), 426);
    const [row] = await refusals(server);
    assert.match(row, reason);
  });
}

Deno.test("a second connection with the same key ends the first, and the audit log says so", async () => {
  await using server = await ServerProcess.start({ args: QUIET });
  const key = await newWireKey(), token = await enrol(await server.admin(), true);
  await using first = await connectApproved(server.url, key, token);
  await using _second = await connectApproved(server.url, key);
  assert.equal((await first.end()).code, 4403);
  assert.match((await refusals(server))[0], /wire: its older connection is closed/);
});
