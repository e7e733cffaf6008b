import assert from "node:assert/strict";
import { join } from "node:path";
import { setTargets } from "./harness/api.ts";
import { Child, ROOT } from "./harness/child.ts";
import { freePort } from "./harness/free_port.ts";
import { runCommand } from "./harness/run_command.ts";
import { ServerProcess } from "./harness/server_process.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";
import { until } from "./harness/until.ts";

/** The text as this machine's Prometheus gets it, once the local agent has reported on 127.0.0.1. */
async function reported(server: ServerProcess): Promise<string> {
  const all = [
    /^smokeping_response_duration_seconds_count\{.*host="127\.0\.0\.1".*\} [1-9]/m,
    /^probe_success\{.*host="127\.0\.0\.1".*\} 1$/m,
  ];
  const { text } = await until(
    "the path is in the metrics",
    () => server.nobody.text("/metrics"),
    ({ text }) => all.every((line) => line.test(text)),
  );
  return text;
}

Deno.test("promtool finds nothing to say about /metrics", async () => {
  await using server = await ServerProcess.start();
  const admin = await server.admin();
  await setTargets(admin, ["127.0.0.1", "::1", "http://127.0.0.1:1/x", "localhost:1"]);
  const text = await reported(server);
  assert.equal(await runCommand(["promtool", "check", "metrics"], text), "");
  assert.match(text, /^probe_success\{agent="agent_1",.*host="127\.0\.0\.1".*\} 1$/m);
  assert.match(text, /^meshping_agents\{status="approved"\} 1$/m);
});

Deno.test("/metrics is for this machine and for who has a token", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const { response } = await server.nobody.text("/metrics");
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type")!, /^text\/plain; version=0\.0\.4/);
  const refused: Record<string, string>[] = [
    { "x-forwarded-for": "198.51.100.7" },
    { forwarded: "for=198.51.100.7" },
    { via: "1.1 proxy" },
  ];
  for (const headers of refused) {
    assert.equal((await server.nobody.text("/metrics", { headers })).response.status, 401);
  }
  const { hostname, port } = new URL(server.url);
  for (const host of ["evil.example", "127.evil.example"]) {
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const request = `GET /metrics HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`;
    await connection.write(new TextEncoder().encode(request));
    const answer = await new Response(connection.readable).text();
    assert.match(answer, /^HTTP\/1\.1 401 /, host);
  }
  const viewer = await server.withToken("viewer");
  const headers = { "x-forwarded-for": "198.51.100.7" };
  assert.equal((await viewer.text("/metrics", { headers })).response.status, 200);
});

/** Names of metrics in the expressions of a dashboard. */
function metricsOf(dashboard: string): string[] {
  const { panels, templating } = JSON.parse(dashboard);
  const targets = panels.flatMap((panel: { targets: { expr: string }[] }) => panel.targets);
  const variables = templating.list.map(({ query }: { query: unknown }) => JSON.stringify(query));
  const text = [...targets.map(({ expr }: { expr: string }) => expr), ...variables].join("\n");
  return [...new Set(text.match(/\b(?:meshping|smokeping|probe|process)_\w+/g))].sort();
}

Deno.test("a real Prometheus scrapes the server, and has all that the dashboard asks for", async () => {
  const dashboard = await Deno.readTextFile(new URL("docs/grafana/meshping.json", ROOT));
  const wanted = metricsOf(dashboard);
  assert.ok(wanted.length >= 15, String(wanted));

  await using server = await ServerProcess.start();
  await using folder = await temporaryFolder();
  await reported(server);
  const token = (await server.adminCommand(["token", "create", "--name", "prometheus"])).trim();
  const config = join(folder.path, "prometheus.yml");
  await Deno.writeTextFile(
    config,
    `global: {scrape_interval: 1s}
scrape_configs:
  - job_name: meshping
    authorization: {credentials: ${token}}
    static_configs: [{targets: ["${new URL(server.url).host}"]}]
`,
  );
  const address = `127.0.0.1:${freePort()}`;
  await using prometheus = Child.start("prometheus", [
    "prometheus",
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder.path, "data")}`,
    `--web.listen-address=${address}`,
  ]);
  await prometheus.line("stderr", /Server is ready/);
  const ask = async (query: string) => {
    const url = `http://${address}/api/v1/query?query=${encodeURIComponent(query)}`;
    return (await (await fetch(url)).json()).data.result as { value: [number, string] }[];
  };
  await until("it has scraped", () => ask('up{job="meshping"}'), ([up]) => up?.value[1] === "1");
  for (const name of wanted) {
    const found = await until(`it has ${name}`, () => ask(name), (list) => list.length > 0);
    assert.ok(found.length > 0, name);
  }
  const [median] = await until(
    "the median can be asked for",
    () => ask("histogram_quantile(0.5, sum by (le) (smokeping_response_duration_seconds_bucket))"),
    ([one]) => Number(one?.value[1]) > 0,
  );
  assert.ok(Number(median.value[1]) < 3.3);
});
