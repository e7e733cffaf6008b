import assert from "node:assert/strict";
import { join } from "node:path";
import { AgentProcess } from "./harness/agent_process.ts";
import { runServer, ServerProcess } from "./harness/server_process.ts";
import { runCommand } from "./harness/run_command.ts";
import { temporaryFolder } from "./harness/temporary_folder.ts";

const OUTSIDE = ["--no-local-agent", "--host", "0.0.0.0", "--syslog-port", "off"];

const certificateOf = (server: ServerProcess) => server.adminCommand(["cert"]);

Deno.test("off this machine the server encrypts, and its agents do not notice a renewal", async () => {
  await using server = await ServerProcess.start({ args: OUTSIDE });
  assert.match(server.url, /^https:/);
  const token = (await server.adminCommand(["enrol", "--pre-approved"])).trim();
  await using agent = await AgentProcess.start({ token, name: "tls" });
  await agent.child.line("stderr", /agent_1 is approved/);
  await agent.child.line("stderr", /probing/);

  const before = await certificateOf(server);
  assert.match(before, /names\t.*localhost.*127\.0\.0\.1/);
  const after = await server.adminCommand(["cert", "renew"]);
  assert.notEqual(after, before);
  assert.equal(/its sha256.*/.exec(after)![0], /its sha256.*/.exec(before)![0]);
  await server.child.line("stderr", /a new certificate is in use/);
  await agent.child.line("stderr", /no connection to the server: /);
  const approvals = () => agent.child.stderr.match(/probing \d+ targets/g)!.length;
  await agent.child.line("stderr", /probing \d+ targets[^]*no connection[^]*probing \d+ targets/);
  assert.ok(approvals() >= 2, "it came back with the same trust");
});

Deno.test("the server refuses a certificate as openssl makes it by default, and takes its own advice", async () => {
  await using folder = await temporaryFolder();
  const cert = join(folder.path, "cert.pem"), key = join(folder.path, "key.pem");
  const files = ["-nodes", "-days", "9", "-keyout", key, "-out", cert];
  await runCommand(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-subj", "/CN=x", ...files]);
  const args = ["--no-local-agent", "--tls-cert", cert, "--tls-key", key];
  const refused = await runServer({ args });
  assert.equal(refused.code, 2, refused.stderr);
  assert.match(refused.stderr, /cert\.pem is a certificate authority's \(CA:TRUE\)/);

  const advice = /openssl req -x509 -newkey ec.*cert\.pem/.exec(refused.stderr)![0];
  const command = advice.replace("-keyout key.pem -out cert.pem", `-keyout ${key} -out ${cert}`)
    .replace("IP:192.0.2.10", "IP:127.0.0.1");
  await runCommand(command.split(" "));
  await using server = await ServerProcess.start({ args });
  const token = (await server.adminCommand(["enrol", "--pre-approved"])).trim();
  await using agent = await AgentProcess.start({ token, name: "files" });
  await agent.child.line("stderr", /agent_1 is approved/);
});
