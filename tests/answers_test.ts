import assert from "node:assert/strict";
import type { ProblemAnswer, TargetsAnswer } from "./harness/answers.ts";
import { routePaths } from "./harness/route_paths.ts";
import { ServerProcess } from "./harness/server_process.ts";

const startQuiet = () => ServerProcess.start({ args: ["--no-local-agent"] });

function assertSecured(response: Response, path: string): void {
  const { headers } = response;
  const policy = headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/, path);
  assert.doesNotMatch(policy, /unsafe/, path);
  assert.equal(headers.get("x-content-type-options"), "nosniff", path);
  assert.equal(headers.get("referrer-policy"), "same-origin", path);
  assert.ok(headers.get("cache-control"), path);
  assert.equal(headers.get("x-powered-by"), null, path);
  assert.equal(headers.get("server"), null, path);
}

/** Nothing of our insides: a file, a stack, an exception. */
function assertNoInsides(text: string, path: string): void {
  assert.doesNotMatch(text, /\n\s+at |file:\/\/|\.tsx?:\d|SqliteError|TypeError/, path);
}

Deno.test("every answer carries the security headers and none of our insides", async () => {
  await using server = await startQuiet();
  const admin = await server.admin();
  const strange = ["/nothing", "/favicon.ico", "/favicon.svg", "/base.css", "/%ff", "/a%00b"];
  const paths = [...routePaths().map(({ path }) => path), ...strange];
  for (const client of [server.nobody, admin]) {
    for (const path of paths) {
      for (const method of ["GET", "POST", "OPTIONS"]) {
        const { response, text } = await client.text(path, { method });
        assertSecured(response, `${method} ${path}`);
        assertNoInsides(text, `${method} ${path}`);
        assert.notEqual(response.status, 500, `${method} ${path}`);
      }
    }
  }
  assert.doesNotMatch(server.child.stderr, / error: /, "nothing went wrong meanwhile");
});

Deno.test("pages and files answer with the right status", async () => {
  await using server = await startQuiet();
  const admin = await server.admin();
  const expected: [string, number, RegExp][] = [
    ["/", 200, /^text\/html/],
    ["/nothing", 404, /^text\/html/],
    ["/api/v1/nothing", 404, /^application\/problem\+json/],
    ["/api/v1/agents/agent_99", 404, /^application\/problem\+json/],
    ["/api/v1/geo/not-an-address", 422, /^application\/problem\+json/],
    ["/api/v1/traffic/numbers", 422, /^application\/problem\+json/],
    ["/api/v1/traffic/numbers?source=a&step=90000", 422, /^application\/problem\+json/],
    ["/live", 404, /^application\/problem\+json/],
    ["/favicon.svg", 200, /^image\/svg\+xml/],
    ["/base.css", 200, /^text\/css/],
  ];
  for (const [path, status, type] of expected) {
    const { response, text } = await admin.text(path);
    assert.equal(response.status, status, `${path}: ${text}`);
    assert.match(response.headers.get("content-type") ?? "", type, path);
  }
});

Deno.test("HEAD answers as GET does, without a body", async () => {
  await using server = await startQuiet();
  const admin = await server.admin();
  for (const path of ["/", "/healthz", "/login", "/nothing", "/base.css", "/api/v1/targets"]) {
    const get = await admin.text(path);
    const head = await admin.text(path, { method: "HEAD" });
    assert.equal(head.response.status, get.response.status, path);
    assert.equal(head.text, "", path);
    const type = (response: Response) => response.headers.get("content-type");
    assert.equal(type(head.response), type(get.response), path);
    assertSecured(head.response, path);
  }
});

const bad: [name: string, body: string | Uint8Array<ArrayBuffer>, detail: RegExp][] = [
  ["that is no JSON", "{targets", /not JSON/],
  ["that is empty", "", /not JSON/],
  ["that is not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), /not UTF-8/],
  ["of another shape", '{"adress":"192.0.2.1"}', /adress|list of targets/],
  ["with a bad address", '["192.0.2.1","1.2.3.4.5"]', /1\.2\.3\.4\.5/],
  ["with a host name that is markup", '["<script>"]', /script/],
  ["with the same target twice", '["192.0.2.1","192.0.2.1"]', /already/],
  ["of 5 MB", JSON.stringify(["192.0.2.1", "x".repeat(5_000_000)]), /at most \d+ bytes/],
];
Deno.test("the API refuses a body it cannot use, and says why", async (t) => {
  await using server = await startQuiet();
  const admin = await server.admin();
  const before = await admin.json<TargetsAnswer>("/api/v1/targets");
  for (const [name, body, detail] of bad) {
    await t.step(`a body ${name}`, async () => {
      const { response, text } = await admin.text("/api/v1/targets", { method: "PUT", body });
      assert.ok([409, 422].includes(response.status), `${response.status} ${text}`);
      assert.equal(response.headers.get("content-type"), "application/problem+json");
      const problem: ProblemAnswer = JSON.parse(text);
      assert.match(problem.detail, detail);
      assert.ok(problem.detail.length < 2_000, "a long body does not come back as a long answer");
      assert.deepEqual(await admin.json("/api/v1/targets"), before);
    });
  }
});

Deno.test("a stranger's body is one small form", async (t) => {
  await using server = await startQuiet();
  const form = "application/x-www-form-urlencoded";
  const long = new URLSearchParams({ name: "admin", password: "x".repeat(5_000_000) }).toString();
  const bodies: [name: string, type: string, body: () => BodyInit][] = [
    ["5 MB", form, () => long],
    ["a stream without end in sight", form, () => new Blob([long]).stream()],
    ["JSON", "application/json", () => "{}"],
    ["broken multipart", "multipart/form-data; boundary=x", () => "--y"],
  ];
  for (const [name, type, body] of bodies) {
    await t.step(name, async () => {
      for (const path of ["/login", "/setup", "/join"]) {
        const headers = { origin: server.url, "content-type": type };
        const { response, text } = await server.nobody.text(path, {
          method: "POST",
          headers,
          body: body(),
        });
        assert.equal(response.status, 422, text);
      }
    });
  }
  await server.admin();
});
