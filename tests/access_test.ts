import assert from "node:assert/strict";
import type { ProblemAnswer, TargetsAnswer } from "./harness/answers.ts";
import type { Client } from "./harness/client.ts";
import { routePaths } from "./harness/route_paths.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { upgradeStatus } from "./harness/upgrade_request.ts";

const QUIET = ["--no-local-agent"];
const startQuiet = () => ServerProcess.start({ args: QUIET });

/**
 * What a stranger may ask for, `/metrics` on this machine only; whatever else is in `routes/` is for
 * people who logged in.
 */
const PUBLIC = [
  ...["/agent", "/healthz", "/join", "/language", "/login", "/login/oidc"],
  ...["/login/oidc/callback", "/metrics", "/readyz", "/setup"],
];

const forPeople = routePaths().filter(({ path }) => !PUBLIC.includes(path));

async function assertProblem(
  client: Client,
  path: string,
  init: RequestInit,
  status: number,
  code: string,
): Promise<ProblemAnswer> {
  const { response, text } = await client.text(path, init);
  assert.equal(response.status, status, `${init.method ?? "GET"} ${path}: ${text}`);
  assert.equal(response.headers.get("content-type"), "application/problem+json", path);
  const problem: ProblemAnswer = JSON.parse(text);
  assert.deepEqual([problem.status, problem.code], [status, code], path);
  return problem;
}

Deno.test("a stranger gets the log-in or 401, on every path there is", async () => {
  await using server = await startQuiet();
  const { nobody } = server;
  assert.ok(forPeople.length >= 20, `${forPeople.length} routes were found`);
  for (const { path } of forPeople) {
    await assertProblem(nobody, path, {}, 401, "unauthenticated");
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const headers = { origin: server.url };
      await assertProblem(nobody, path, { method, headers }, 401, "unauthenticated");
    }
    const page = await nobody.fetch(path, { headers: { accept: "text/html,*/*" } });
    await page.body?.cancel();
    if (path.startsWith("/api/")) assert.equal(page.status, 401, path);
    else {
      assert.equal(page.status, 303, path);
      assert.match(page.headers.get("location")!, /^\/login(\?|$)/, path);
    }
  }
});

Deno.test("a stranger learns nothing of which addresses exist", async () => {
  await using server = await startQuiet();
  for (const path of ["/nothing", "/api/v1/nothing", "/admin/nothing", "/.env", "/%2e%2e/x"]) {
    await assertProblem(server.nobody, path, {}, 401, "unauthenticated");
  }
  for (const path of PUBLIC) {
    const { response } = await server.nobody.text(path, { headers: { accept: "text/html" } });
    assert.notEqual(response.status, 401, path);
    assert.ok(response.status < 500, path);
  }
});

Deno.test("a session is of no use to a page of another origin", async (t) => {
  await using server = await startQuiet();
  const { headers: { cookie } } = await server.admin();
  const live = "/live?topic=matrix";
  for (const origin of ["http://evil.example", "null", "http://127.0.0.1:1"]) {
    await t.step(origin, async () => {
      const init = { method: "POST", headers: { cookie, origin }, body: '"192.0.2.1"' };
      for (const path of ["/api/v1/targets", "/logout", "/admin/update_targets", "/login"]) {
        await assertProblem(server.nobody, path, init, 403, "forbidden");
      }
      assert.equal(await upgradeStatus(server.url, live, { cookie, origin }), 403);
    });
  }
  assert.equal(await upgradeStatus(server.url, live, { cookie, origin: server.url }), 101);
});

Deno.test("a request that changes something needs an origin or a token", async () => {
  await using server = await startQuiet();
  const { headers: { cookie } } = await server.admin();
  const init = { method: "POST", headers: { cookie }, body: '"192.0.2.1"' };
  await assertProblem(server.nobody, "/api/v1/targets", init, 403, "forbidden");
  assert.equal(await upgradeStatus(server.url, "/live?topic=matrix", { cookie }), 403);
  assert.equal(await upgradeStatus(server.url, "/live?topic=matrix", { origin: server.url }), 401);
});

Deno.test("a viewer reads, an operator changes, a revoked token is nobody", async () => {
  await using server = await startQuiet();
  const viewer = await server.withToken("viewer");
  const operator = await server.withToken("operator");
  const changes = [
    ["POST", "/api/v1/targets"],
    ["PUT", "/api/v1/targets"],
    ["PATCH", "/api/v1/targets/x"],
    ["DELETE", "/api/v1/targets/x"],
    ["POST", "/api/v1/agents/x/approve"],
    ["DELETE", "/api/v1/agents/x"],
    ["POST", "/api/v1/enrolments"],
    ["POST", "/admin/update_targets"],
    ["POST", "/admin/approve/x"],
    ["POST", "/admin/reject/x"],
    ["GET", "/admin"],
  ];
  const before = await viewer.json<TargetsAnswer>("/api/v1/targets");
  for (const [method, path] of changes) {
    const body = method === "GET" ? undefined : '"192.0.2.1"';
    await assertProblem(viewer, path, { method, body }, 403, "forbidden");
  }
  assert.deepEqual(await viewer.json("/api/v1/targets"), before);
  const after = await operator.post<TargetsAnswer>(
    "/api/v1/targets",
    { address: "192.0.2.1" },
    201,
  );
  assert.equal(after.revision, before.revision + 1);
  assert.equal(after.targets.at(-1)!.address, "192.0.2.1");

  const list = await server.adminCommand(["token", "list"]);
  const [id] = list.split("\n").find((line) => line.includes("operator"))!.split("\t");
  await server.adminCommand(["token", "revoke", id]);
  await assertProblem(operator, "/api/v1/targets", {}, 401, "unauthenticated");
});

Deno.test("a log-out ends the session on the server", async () => {
  await using server = await startQuiet();
  const admin = await server.logIn();
  const other = await server.logIn();
  const { response } = await admin.text("/logout", { method: "POST" });
  assert.equal(response.headers.get("location"), "/login");
  assert.match(response.headers.getSetCookie()[0], /^meshping=; Max-Age=0;/);
  await assertProblem(admin, "/api/v1/me", {}, 401, "unauthenticated");
  await other.json("/api/v1/me");
});

Deno.test("a new password and a disabled user end the user's sessions", async () => {
  await using server = await startQuiet();
  await server.adminCommand(["user", "add", "eve", "--role", "viewer"], "first password\n");
  const first = await server.logIn("eve", "first password");
  await server.adminCommand(["user", "passwd", "eve"], "second password\n");
  await assertProblem(first, "/api/v1/me", {}, 401, "unauthenticated");
  const second = await server.logIn("eve", "second password");
  await server.adminCommand(["user", "disable", "eve"]);
  await assertProblem(second, "/api/v1/me", {}, 401, "unauthenticated");
});
