import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { SMTPServer } from "smtp-server";
import { type Channel, channelInputSchema } from "@/shared/alerts.ts";
import type { AlertMessage } from "../domain/alerts.ts";
import { channelSender } from "./send.ts";

const NOW_MS = 1_795_000_000_000;
const { signal } = new AbortController();
const send = channelSender({ now: () => NOW_MS, signal });

const message: AlertMessage = {
  kind: "fired",
  atMs: NOW_MS,
  rule: { id: 7, name: "core is down", severity: "critical" },
  subjects: [{
    subject: "target:target_1",
    name: "<b>core</b> @everyone [x](http://evil.example)\r\nBcc: x@example.net",
    sinceMs: NOW_MS - 15_000,
    badPaths: 1,
    paths: [{ agent: "edge-1", target: "core", state: "fail", lossPercent: 100, rttUs: null }],
  }],
  count: 1,
  url: "https://mesh.example.net/alerts",
};

const channel = (input: object): Channel => ({
  id: 1,
  ...channelInputSchema.parse({ name: "c", allow_private: true, ...input }),
});

interface Received {
  method: string;
  path: string;
  headers: Headers;
  text: string;
}

/** Answers every request with `status` and keeps what came. */
async function withReceiver(
  status: number,
  work: (url: string, received: Received[]) => Promise<void>,
  headers: Record<string, string> = {},
): Promise<void> {
  const received: Received[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { method, url, headers: sent } = request;
    received.push({
      method,
      path: new URL(url).pathname,
      headers: sent,
      text: await request.text(),
    });
    return new Response(null, { status, headers });
  });
  try {
    await work(`http://127.0.0.1:${server.addr.port}`, received);
  } finally {
    await server.shutdown();
  }
}

Deno.test("channelSender() signs a webhook over its time and its body", () =>
  withReceiver(204, async (url, received) => {
    await send(channel({ kind: "webhook", url: `${url}/hook`, secret: "s3cret" }), message);
    const [{ method, path, headers, text }] = received;
    assert.deepEqual([method, path], ["POST", "/hook"]);
    const timestamp = headers.get("meshping-timestamp");
    assert.equal(timestamp, String(NOW_MS / 1000));
    const mac = createHmac("sha256", "s3cret").update(`${timestamp}.${text}`).digest("hex");
    assert.equal(headers.get("meshping-signature"), `v1=${mac}`);
    const body = JSON.parse(text);
    assert.deepEqual([body.version, body.kind, body.rule.id, body.count], [1, "fired", 7, 1]);
    assert.deepEqual(body.subjects[0].paths, [
      { agent: "edge-1", target: "core", state: "fail", loss_percent: 100, rtt_ms: null },
    ]);
    await send(channel({ kind: "webhook", url: `${url}/hook` }), message);
    assert.equal(received[1].headers.get("meshping-signature"), null, "without a secret");
  }));

const shapes: [kind: string, path: string, check: (body: Record<string, never>) => void][] = [
  ["slack", "/x", (body: { text?: string; attachments?: { text: string }[] }) => {
    assert.match(body.text!, /^ALERT: core is down \(&lt;b&gt;core/);
    assert.match(body.attachments![0].text, /edge-1 → core: fail, loss 100 %/);
  }],
  ["discord", "/x", (body: { allowed_mentions?: unknown; embeds?: { description: string }[] }) => {
    assert.deepEqual(body.allowed_mentions, { parse: [] });
    assert.match(body.embeds![0].description, /\\@everyone \\\[x\\\]\\\(/);
  }],
  [
    "teams",
    "/x",
    (body: { attachments?: { contentType: string; content: { type: string } }[] }) => {
      const [{ contentType, content }] = body.attachments!;
      assert.equal(contentType, "application/vnd.microsoft.card.adaptive");
      assert.equal(content.type, "AdaptiveCard");
    },
  ],
  ["ntfy", "/", (body: { topic?: string; priority?: number; click?: string }) => {
    assert.deepEqual([body.topic, body.priority, body.click], ["x", 5, message.url]);
  }],
];
for (const [kind, path, check] of shapes) {
  Deno.test(`channelSender() gives ${kind} the shape it takes, where names are only text`, () =>
    withReceiver(200, async (url, received) => {
      await send(channel({ kind, url: `${url}/x` }), message);
      assert.equal(received[0].path, path);
      assert.match(received[0].headers.get("content-type")!, /^application\/json/);
      check(JSON.parse(received[0].text));
      assert.doesNotMatch(received[0].text, /\\r|\\nBcc/, "a line break in a name is made visible");
    }));
}

Deno.test("channelSender() says when a receiver refuses, and follows no redirect", async () => {
  for (const status of [302, 400, 500]) {
    await withReceiver(status, async (url, received) => {
      const hook = channel({ kind: "webhook", url: `${url}/secret-path` });
      await assert.rejects(send(hook, message), (error: Error) => {
        assert.match(error.message, new RegExp(`answered with ${status}`));
        assert.doesNotMatch(error.message, /secret-path/);
        return true;
      });
      assert.equal(received.length, 1);
    }, { location: "/elsewhere" });
  }
});

Deno.test("channelSender() sends to a private address only where the channel may", () =>
  withReceiver(200, async (url, received) => {
    const closed = channel({ kind: "slack", url, allow_private: false });
    await assert.rejects(send(closed, message), /private or loopback address/);
    const byName = channel({
      kind: "slack",
      url: url.replace("127.0.0.1", "localhost"),
      allow_private: false,
    });
    await assert.rejects(send(byName, message), /private or loopback address/);
    const mail = { kind: "email", host: "127.0.0.1", from: "a@example.net", to: ["b@example.net"] };
    await assert.rejects(send(channel({ ...mail, allow_private: false }), message), /private or/);
    assert.equal(received.length, 0);
  }));

/** A mail server that takes what comes from one user. */
async function withMailServer(
  work: (port: number, mails: string[]) => Promise<void>,
): Promise<void> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) =>
      username === "ada" && password === "pw"
        ? done(null, { user: "ada" })
        : done(new Error("wrong password")),
    onData: (stream, _session, done) => {
      let text = "";
      stream.on("data", (chunk: Uint8Array) => text += new TextDecoder().decode(chunk));
      stream.on("end", () => {
        mails.push(text);
        done();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    const inner = server.listen(0, "127.0.0.1", () => {
      const address = inner.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  try {
    await work(port, mails);
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

Deno.test("channelSender() sends a mail that a hostile name cannot give another header", () =>
  withMailServer(async (port, mails) => {
    const to = ["ops@example.net", "night@example.net"];
    const mail = { kind: "email", host: "127.0.0.1", port, tls: "none", from: "m@example.net", to };
    await send(channel({ ...mail, user: "ada", secret: "pw" }), message);
    const [head, body] = mails[0].split("\r\n\r\n");
    assert.match(head, /^To: ops@example\.net, night@example\.net$/m);
    assert.match(head, /^Auto-Submitted: auto-generated$/m);
    assert.doesNotMatch(head, /^Bcc/m);
    assert.ok(body.length > 0);
    await assert.rejects(
      send(channel({ ...mail, user: "ada", secret: "no" }), message),
      /wrong password|Invalid login/,
    );
    await assert.rejects(
      send(channel({ ...mail, tls: "starttls" }), message),
      /STARTTLS|TLS/i,
      "where TLS is asked for, nothing is sent without",
    );
    assert.equal(mails.length, 1);
  }));
