import assert from "node:assert/strict";
import { ACCESS_RULES } from "@/server/access_rules.ts";
import type { Client } from "./harness/client.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { upgradeStatus } from "./harness/upgrade_request.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const RANK = { public: 0, local: 1, viewer: 1, operator: 2, admin: 3 };
const PASSWORD = "correct horse battery";

/** A path that the pattern of a route takes; nothing has such an id. */
const pathOf = (route: string) => route.replace(/:\w+\*?/g, "no-such-thing");

async function people(server: ServerProcess): Promise<[name: keyof typeof RANK, Client][]> {
  for (const role of ["viewer", "operator"]) {
    await server.adminCommand(["user", "add", role, "--role", role], `${PASSWORD}\n`);
  }
  return [
    ["viewer", await server.logIn("viewer", PASSWORD)],
    ["operator", await server.logIn("operator", PASSWORD)],
    ["admin", await server.admin()],
  ];
}

Deno.test("every role gets exactly what the table of access says, on every route", async (t) => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const all = await people(server);
  for (const [route, rule] of Object.entries(ACCESS_RULES)) {
    // Ends the session it came by; it has tests of its own.
    if (route === "/logout") continue;
    await t.step(route, async () => {
      for (const method of METHODS) {
        const needed = rule[method];
        for (const [role, client] of all) {
          const { response, text } = await client.text(pathOf(route), { method });
          const cell = `${role} ${method} ${route}: ${response.status} ${text.slice(0, 200)}`;
          if (needed === undefined) assert.equal(response.status, 405, cell);
          else if (RANK[role] < RANK[needed]) assert.equal(response.status, 403, cell);
          else assert.ok(![401, 403, 405, 500].includes(response.status), cell);
        }
        const { response } = await server.nobody.text(pathOf(route), {
          method,
          headers: { origin: server.url },
        });
        const cell = `nobody ${method} ${route}: ${response.status}`;
        if (needed === "public" || needed === "local") {
          assert.ok(![403, 405, 500].includes(response.status), cell);
        } else assert.equal(response.status, 401, cell);
      }
    });
  }
});

Deno.test("a live view is for people who are logged in, and ends with the session", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  await server.adminCommand(["user", "add", "eve", "--role", "viewer"], `${PASSWORD}\n`);
  const eve = await server.logIn("eve", PASSWORD);
  const live = "/live?topic=matrix";
  assert.equal(await upgradeStatus(server.url, live, { origin: server.url }), 401);
  assert.equal(await upgradeStatus(server.url, live, eve.headers), 101);

  // Deno takes headers here, which the types of browsers do not know.
  const withHeaders = { headers: eve.headers } as unknown as string[];
  const socket = new WebSocket(server.url.replace("http", "ws") + live, withHeaders);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const closed = new Promise<CloseEvent>((resolve) => socket.onclose = resolve);
  await server.adminCommand(["user", "disable", "eve"]);
  const { code, reason } = await closed;
  assert.deepEqual([code, reason], [1008, "the session is over"]);
});
