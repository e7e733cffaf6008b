import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { cellsByAddress, setTargets } from "../harness/api.ts";
import type { Client } from "../harness/client.ts";
import { NetworkNamespace } from "../harness/network_namespace.ts";
import { ServerProcess } from "../harness/server_process.ts";
import { temporaryFolder } from "../harness/temporary_folder.ts";
import { until } from "../harness/until.ts";

const SECRET = "shared between the two";
/** Two rounds to be sure, the timeout of the last probe, a beat, and slack. */
const FIRES_MS = 45_000;
/** A minute until the lost ones are out of sight is not needed: `fail` ends with an answer. */
const CLEARS_MS = 90_000;

interface Hook {
  kind: string;
  subjects: { name: string; paths: { agent: string; state: string }[] }[];
}

/** Takes webhooks, and refuses those that are not signed by who knows the secret. */
class Receiver implements AsyncDisposable {
  readonly hooks: Hook[] = [];
  down = false;
  tries = 0;
  #server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    this.tries++;
    if (this.down) return new Response(null, { status: 503 });
    const text = await request.text(), time = request.headers.get("meshping-timestamp");
    const mac = createHmac("sha256", SECRET).update(`${time}.${text}`).digest("hex");
    const signed = request.headers.get("meshping-signature") === `v1=${mac}` &&
      Math.abs(Date.now() / 1000 - Number(time)) < 300;
    if (!signed) return new Response(null, { status: 401 });
    this.hooks.push(JSON.parse(text));
    return new Response(null, { status: 204 });
  });

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/hook`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }
}

async function addChannel(admin: Client, url: string): Promise<number> {
  const body = { kind: "webhook", name: "hook", url, secret: SECRET, allow_private: true };
  return (await admin.post<{ id: number }>("/api/v1/alerts/channels", body, 201)).id;
}

const failing = {
  name: "cut off",
  condition: { kind: "state", states: ["fail"] },
  rounds: { bad: 1, of: 1 },
  clear_rounds: 1,
};

interface Firing {
  alerts: { name: string; muted: boolean; since: string }[];
}
const firing = (client: Client) => client.json<Firing>("/api/v1/alerts");

Deno.test("a target that is cut off fires at the receiver, and clears when it is back", async () => {
  await using host = await NetworkNamespace.create();
  await using receiver = new Receiver();
  await using server = await ServerProcess.start();
  const admin = await server.withToken("admin");
  await setTargets(admin, [host.inside.ipv4, "127.0.0.1"]);
  const channel = await addChannel(admin, receiver.url);
  await admin.text(`/api/v1/alerts/channels/${channel}/test`, { method: "POST" });
  assert.deepEqual(receiver.hooks.map(({ kind }) => kind), ["test"]);
  await admin.post("/api/v1/alerts/rules", { ...failing, channels: [channel] }, 201);
  await until(
    "the host answers",
    () => cellsByAddress(admin),
    (cells) => cells[host.inside.ipv4]?.state === "ok",
  );
  assert.deepEqual(await firing(admin), { alerts: [] });

  await host.cut();
  await until("it fires", () => receiver.hooks, (hooks) => hooks.length === 2, FIRES_MS);
  const { kind, subjects: [{ name, paths }] } = receiver.hooks[1];
  assert.deepEqual([kind, name, paths[0].state], ["fired", host.inside.ipv4, "fail"]);
  const { alerts } = await firing(admin);
  assert.deepEqual(alerts.map(({ name }) => name), [host.inside.ipv4], "and nothing else does");

  await host.restore();
  await until("it clears", () => receiver.hooks, (hooks) => hooks.length === 3, CLEARS_MS);
  assert.equal(receiver.hooks[2].kind, "cleared");
  assert.deepEqual(await firing(admin), { alerts: [] });
  const { events } = await admin.json<{ events: { kind: string; told: boolean }[] }>(
    "/api/v1/alerts/history",
  );
  assert.deepEqual(events.map(({ kind, told }) => [kind, told]), [["cleared", true], [
    "fired",
    true,
  ]]);
});

Deno.test("what fires outlives the server, and a receiver that was down hears of it", async () => {
  await using folder = await temporaryFolder();
  await using receiver = new Receiver();
  receiver.down = true;
  const dataDir = `${folder.path}/data`;
  {
    await using server = await ServerProcess.start({ dataDir });
    const admin = await server.withToken("admin");
    // Nobody listens there, so it fails at once and for ever.
    await setTargets(admin, ["127.0.0.1:1"]);
    const channel = await addChannel(admin, receiver.url);
    await admin.post("/api/v1/alerts/rules", { ...failing, channels: [channel] }, 201);
    await until("it fires", () => firing(admin), ({ alerts }) => alerts.length === 1, FIRES_MS);
    await until("the receiver was asked", () => receiver.tries, (tries) => tries > 0);
    const { channels: [{ health }] } = await until(
      "the failure is shown",
      () =>
        admin.json<{ channels: { health: { waiting: number; last_error: string | null } }[] }>(
          "/api/v1/alerts/channels",
        ),
      ({ channels }) => channels[0].health.last_error !== null,
    );
    assert.equal(health.waiting, 1);
    assert.match(health.last_error!, /answered with 503/);
    assert.equal(await server.stop(), 0);
  }
  receiver.down = false;
  await using server = await ServerProcess.start({ dataDir });
  const admin = await server.withToken("admin");
  assert.equal((await firing(admin)).alerts.length, 1, "it fires before the first round is in");
  await until("the receiver hears", () => receiver.hooks, (hooks) => hooks.length === 1, FIRES_MS);
  assert.equal(receiver.hooks[0].kind, "fired");
});

Deno.test("channels are for administrators, and their secrets for nobody", async () => {
  await using server = await ServerProcess.start({ args: ["--no-local-agent"] });
  const admin = await server.withToken("admin"), operator = await server.withToken("operator");
  await addChannel(admin, "https://hooks.example.net/x");
  const { text } = await admin.text("/api/v1/alerts/channels");
  assert.doesNotMatch(text, new RegExp(SECRET));
  assert.match(text, /"secret_set":true/);
  for (const path of ["/api/v1/alerts/channels", "/alerts/channels"]) {
    assert.equal((await operator.text(path)).response.status, 403);
  }
  const viewer = await server.withToken("viewer");
  await viewer.json("/api/v1/alerts/rules");
  await viewer.json("/api/v1/alerts/rules", { method: "POST", body: failing, status: 403 });
  await operator.post("/api/v1/alerts/rules", failing, 201);
});
