import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { OpenApi, OpenApiOperation } from "@/server/api/openapi.ts";
import { enrol, setTargets } from "./harness/api.ts";
import { ROOT } from "./harness/child.ts";
import type { Client } from "./harness/client.ts";
import { routePaths } from "./harness/route_paths.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { until } from "./harness/until.ts";
import { connectApproved, newWireKey } from "./harness/wire_agent.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
/** Several calls in one file, told apart by the last part of the path. */
const ACTIONS: Record<string, string[]> = {
  "/agents/{id}/{action}": ["approve", "reject", "hold", "rotate"]
    .map((action) => `/agents/{id}/${action}`),
  "/users/{id}/{action}": ["link", "end-sessions", "no-code"]
    .map((action) => `/users/{id}/${action}`),
};

/** `METHOD /path` of every route below `/api/v1`, from the files themselves. */
async function routeCalls(): Promise<string[]> {
  const calls: string[] = [];
  for (const { file } of routePaths("api/v1/")) {
    const { handler } = await import(new URL(`routes/${file}`, ROOT).href);
    const path = "/" + file.slice("api/v1/".length).replace(/\.ts$/, "")
      .replace(/(^|\/)index$/, "").replace(/\[(\w+)\]/g, "{$1}");
    const methods = Object.keys(handler).filter((method) => METHODS.includes(method));
    assert.ok(methods.length > 0, `${file} answers to some method`);
    for (const method of methods) {
      for (const one of ACTIONS[path] ?? [path]) calls.push(`${method} ${one}`);
    }
  }
  return calls.sort();
}

Deno.test("the description has every route of the API, and no other", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const viewer = await server.withToken("viewer");
  const document = await viewer.json<OpenApi>("/api/v1/openapi.json");
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
  );
  assert.deepEqual(described.sort(), await routeCalls());
});

/** Sends calls and holds every answer against what the description says of it. */
class Checked {
  readonly seen = new Set<string>();
  #ajv = new Ajv2020({ strict: false, validateFormats: false });

  constructor(private readonly client: Client, private readonly document: OpenApi) {
    this.#ajv.addSchema({ $id: "http://h/doc", components: document.components });
  }

  /** @param values the parts of the path, then the query */
  async call<T = Record<string, never>>(
    method: string,
    path: string,
    { values = {}, query = "", body, status }: {
      values?: Record<string, string | number>;
      query?: string;
      body?: unknown;
      status?: number;
    } = {},
  ): Promise<T> {
    const operation: OpenApiOperation = this.document.paths[path][method.toLowerCase()];
    const url = "/api/v1" + path.replace(/\{(\w+)\}/g, (_, name) => String(values[name])) + query;
    const { response, text } = await this.client.text(url, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: body === undefined ? {} : { "content-type": "application/json" },
    });
    const expected = status ?? Number(Object.keys(operation.responses)[0]);
    assert.equal(response.status, expected, `${method} ${url}: ${text}`);
    const described = operation.responses[expected] as {
      content?: Record<string, { schema: object }>;
    };
    assert.ok(described, `${method} ${path} says nothing of ${expected}`);
    if (expected < 300) this.seen.add(`${method} ${path}`);
    if (!described.content) {
      assert.equal(text, "");
      return undefined as T;
    }
    const type = response.headers.get("content-type")!.split(";")[0];
    const answer = JSON.parse(text);
    this.#check(`${method} ${url}`, described.content[type].schema, answer);
    return answer;
  }

  #check(what: string, schema: object, answer: unknown): void {
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components', '"http://h/doc#/components'),
    );
    const fits = this.#ajv.compile(absolute);
    assert.ok(fits(answer), `${what}: ${this.#ajv.errorsText(fits.errors)}`);
  }
}

Deno.test("every answer of the API is as the description says", async () => {
  await using server = await ServerProcess.start();
  const admin = await server.withToken("admin");
  await setTargets(admin, ["127.0.0.1", "localhost:1", "http://127.0.0.1:1/"]);
  const document = await admin.json<OpenApi>("/api/v1/openapi.json");
  const api = new Checked(admin, document);

  const { targets } = await api.call<{ targets: { id: string }[] }>("GET", "/targets");
  const path = { agent: "agent_1", target: targets[0].id };
  for (const { id } of targets) {
    const values = { ...path, target: id };
    await until(
      "the local agent has reported",
      () => api.call<{ points: unknown[] }>("GET", "/results/{agent}/{target}", { values }),
      ({ points }) => points.length > 0,
    );
    await api.call("GET", "/results/{agent}/{target}", { values, query: "?as=columns" });
  }
  const both = "?as=columns&step=1m";
  await api.call("GET", "/results/{agent}/{target}", { values: path, query: both, status: 422 });
  await api.call("GET", "/results/{agent}/{target}", { values: path, query: "?step=1m" });
  for (const query of ["", "?step=1m"]) {
    await api.call("GET", "/results/{agent}/{target}/seen", { values: path, query });
    await api.call("GET", "/results/{agent}", { values: path, query });
    const column = query.replace("?", "&");
    await api.call("GET", "/results", { query: `?target=${path.target}${column}` });
  }
  await api.call("GET", "/status");
  await api.call("GET", "/matrix");
  const { cells } = await api.call<{ cells: { agent: string; target: string }[] }>(
    "GET",
    "/matrix",
    { query: `?agent=agent_1&target=${targets[0].id}` },
  );
  assert.deepEqual(cells.map(({ agent, target }) => ({ agent, target })), [path]);
  const only = `?step=1m&spread=no&only=${targets[1].id},target_99`;
  const row = await api.call<{ series: { target: string }[] }>("GET", "/results/{agent}", {
    values: path,
    query: only,
  });
  assert.deepEqual(row.series.map(({ target }) => target), [targets[1].id]);
  await api.call("GET", "/me");
  await api.call("GET", "/watchers");
  await api.call("GET", "/openapi.json");

  const lines = ['192.0.2.7 - - [21/Nov/2026:01:02:03 +0000] "GET / HTTP/1.1" 200 5', "hello"];
  await api.call("POST", "/sources/{name}/lines", { values: { name: "web" }, body: lines });
  await api.call("GET", "/traffic/events", { query: "?limit=1" });
  await api.call("GET", "/traffic/series", { query: "?window=1h&step=1m" });
  await api.call("GET", "/traffic/summary", { query: "?by=type" });
  await api.call("GET", "/traffic/senders");
  await api.call("GET", "/traffic/numbers", { query: "?source=web" });
  for (const ip of ["192.0.2.1", "8.8.8.8"]) await api.call("GET", "/geo/{ip}", { values: { ip } });
  await api.call("GET", "/names/{ip}", { values: { ip: "127.0.0.1" } });

  await api.call("PUT", "/targets", { body: ["127.0.0.1"] });
  const list = await api.call<{ targets: { id: string }[] }>("POST", "/targets", {
    body: { address: "127.0.0.2", name: "two", group: "lab", warn_ms: 12.5 },
  });
  const { id } = list.targets[1];
  await api.call("PATCH", "/targets/{id}", { values: { id }, body: { interval_ms: 10_000 } });
  await api.call("DELETE", "/targets/{id}", { values: { id } });
  await api.call("DELETE", "/targets/{id}", { values: { id }, status: 404 });
  await api.call("GET", "/targets/revisions", { query: "?limit=2" });
  await api.call("GET", "/targets/revisions", { query: `?target=${id}` });
  await api.call("GET", "/targets/revisions", { query: "?limit=0", status: 422 });
  const restore = "/targets/revisions/{revision}/restore";
  await api.call("POST", restore, { values: { revision: 99 }, status: 404 });
  await api.call("POST", restore, { values: { revision: 2 } });
  await api.call("PUT", "/targets", { body: ["1.2.3.4.5"], status: 422 });

  const one = { id: "agent_1" };
  await api.call("POST", "/enrolments");
  const { enrolments: [{ id: open }] } = await api.call<{ enrolments: { id: string }[] }>(
    "GET",
    "/enrolments",
  );
  await api.call("DELETE", "/enrolments/{id}", { values: { id: open } });
  await until(
    "the local agent says how it does",
    () => api.call<{ agents: { health: unknown }[] }>("GET", "/agents"),
    ({ agents }) => agents[0].health !== null,
  );
  await api.call("GET", "/agents/{id}", { values: one });
  await api.call("PATCH", "/agents/{id}", { values: one, body: { name: "here" } });
  await api.call("GET", "/agents/{id}/events", { values: one });
  for (const action of ["hold", "reject", "approve"]) {
    await api.call("POST", `/agents/{id}/${action}`, { values: one });
  }
  await using _other = await connectApproved(
    server.url,
    await newWireKey(),
    await enrol(admin, true),
  );
  await api.call("POST", "/agents/{id}/rotate", { values: { id: "agent_2" } });

  const token = await api.call<{ id: number }>("POST", "/tokens", {
    body: { name: "ci", expires_in: 60_000 },
  });
  await api.call("GET", "/tokens");
  await api.call("DELETE", "/tokens/{id}", { values: { id: token.id } });
  await api.call("DELETE", "/tokens/{id}", { values: { id: token.id }, status: 404 });

  const body = { name: "ada", role: "viewer" };
  const user = await api.call<{ id: number }>("POST", "/users", { body });
  const her = { values: { id: user.id } };
  await api.call("POST", "/users", { body, status: 409 });
  await api.call("GET", "/users");
  await api.call("GET", "/users/{id}", her);
  await api.call("PATCH", "/users/{id}", { ...her, body: { role: "operator" } });
  for (const action of ["link", "end-sessions", "no-code"]) {
    await api.call("POST", `/users/{id}/${action}`, her);
  }
  await api.call("DELETE", "/users/{id}", her);
  await api.call("DELETE", "/users/{id}", { values: { id: 1 }, status: 409 });
  await api.call("GET", "/audit", { query: "?limit=5" });
  await api.call("GET", "/audit", { query: "?from=x", status: 422 });
  await api.call("GET", "/settings");

  const settings = {
    channels: { kind: "webhook", name: "hook", url: "http://127.0.0.1:1/", secret: "s" },
    rules: { name: "down", condition: { kind: "nodata" }, channels: [1] },
    windows: { name: "night", from: "2026-01-01T00:00:00Z", to: "2026-01-01T01:00:00Z" },
  };
  for (const [name, body] of Object.entries(settings)) {
    const { id } = await api.call<{ id: number }>("POST", `/alerts/${name}`, { body });
    await api.call("GET", `/alerts/${name}`);
    await api.call("PUT", `/alerts/${name}/{id}`, { values: { id }, body });
    await api.call("PUT", `/alerts/${name}/{id}`, { values: { id: 99 }, body, status: 404 });
    await api.call("POST", `/alerts/${name}`, { body: { name: "" }, status: 422 });
  }
  await api.call("POST", "/alerts/channels/{id}/test", { values: { id: 1 }, status: 503 });
  await api.call("GET", "/alerts");
  await api.call("GET", "/alerts/history");
  for (const name of Object.keys(settings)) {
    await api.call("DELETE", `/alerts/${name}/{id}`, { values: { id: 1 } });
  }
  await api.call("DELETE", "/agents/{id}", { values: one, status: 409 });
  await api.call("DELETE", "/agents/{id}", { values: { id: "agent_2" } });

  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
  );
  // What needs nothing to be asked is asked here.
  for (const [path, { get }] of Object.entries(document.paths)) {
    const asks = get?.parameters.some(({ required }) => required) ?? true;
    const isFile = path === "/audit/export";
    if (!asks && !isFile && !api.seen.has(`GET ${path}`)) await api.call("GET", path);
  }
  // The one is a file; the answer of the other is empty, and a receiver that takes it is in
  // another test.
  const missing = all.filter((call) => !api.seen.has(call));
  assert.deepEqual(missing.sort(), [
    "GET /audit/export",
    "POST /alerts/channels/{id}/test",
  ]);
});

Deno.test("a change that is meant for another revision of the list is refused with 412", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const operator = await server.withToken("operator");
  const { response } = await operator.text("/api/v1/targets");
  const etag = response.headers.get("etag")!;
  const put = async (match: string | null, body: string[]) => {
    const headers: Record<string, string> = match === null ? {} : { "if-match": match };
    const answer = await operator.text("/api/v1/targets", {
      method: "PUT",
      headers,
      body: JSON.stringify(body),
    });
    return [answer.response.status, JSON.parse(answer.text).code];
  };
  assert.deepEqual(await put(etag, ["192.0.2.1"]), [200, undefined]);
  assert.deepEqual(await put(etag, ["192.0.2.2"]), [412, "precondition_failed"]);
  assert.deepEqual(await put(`W/${etag}`, ["192.0.2.2"]), [412, "precondition_failed"]);
  assert.deepEqual(await put("*", ["192.0.2.3"]), [200, undefined]);
  assert.deepEqual(await put(null, ["192.0.2.3"]), [200, undefined], "nobody is made to ask");
  const headers = { "if-none-match": etag };
  assert.equal((await operator.text("/api/v1/targets", { headers })).response.status, 200);
});
