import assert from "node:assert/strict";
import type { Target } from "@/shared/target.ts";
import { FIRST_RESULT_CODE, RESULT_CODES } from "@/shared/wire/round_frame.ts";
import type { ProbeOutcome } from "../prober.ts";
import { Resolver } from "../resolver.ts";
import { HttpProber, type HttpProberOptions } from "./http_prober.ts";
import { testCertificate } from "./test_certificate.ts";

const names = new Map([
  ["local.example", ["127.0.0.1"]],
  // Nothing can be sent to the first one: a link-local address needs a zone.
  ["both.example", ["fe80::1", "127.0.0.1"]],
]);

async function probe(
  address: string,
  options: HttpProberOptions = {},
  timeoutMs = 5_000,
): Promise<ProbeOutcome & { note: { kind: "http" } & Record<string, unknown> }> {
  const resolver = new Resolver(() => 0, (name) => Promise.resolve(names.get(name) ?? []));
  const target: Target = {
    id: "target_1",
    address,
    name: "",
    kind: "http",
    intervalMs: 5_000,
    warnMs: 200,
    group: "",
  };
  const outcome = await new HttpProber(resolver, options).probe(target, timeoutMs);
  assert.ok(outcome.note?.kind === "http");
  return { ...outcome, note: outcome.note };
}

/** Runs a server of HTTP as it should be. */
async function withServer(
  answer: (request: Request) => Response,
  work: (host: string) => Promise<void>,
  tls: { cert?: string; key?: string } = {},
): Promise<void> {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, ...tls } as Deno.ServeTcpOptions,
    answer,
  );
  try {
    await work(`127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
  }
}

/** Runs a server that writes what it likes to each connection after the first bytes of it. */
async function withRawServer(
  write: (connection: Deno.TcpConn) => Promise<void>,
  work: (host: string) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const connection of listener) {
      try {
        await connection.read(new Uint8Array(4_096));
        await write(connection);
      } catch {
        // The agent has hung up, as it should.
      } finally {
        connection.close();
      }
    }
  })();
  try {
    await work(`127.0.0.1:${listener.addr.port}`);
  } finally {
    listener.close();
    await serving;
  }
}

Deno.test("HttpProber.probe() measures an answer, and asks as itself", () => {
  const asked: string[] = [];
  return withServer((request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    asked.push(request.headers.get("host")!, request.headers.get("user-agent")!.split("/")[0]);
    return new Response("x".repeat(10_000));
  }, async (host) => {
    const { result, note } = await probe(`http://${host}/health?x=1`);
    assert.ok(result < FIRST_RESULT_CODE, `0x${result.toString(16)}`);
    assert.deepEqual([note.status, note.certificateEndS], [200, 0]);
    assert.ok(Number(note.ttfbUs) > 0 && Number(note.ttfbUs) <= result);
    assert.deepEqual(asked, ["GET /health", host, "meshping"]);
  });
});

for (const name of ["local.example", "both.example"]) {
  Deno.test(`HttpProber.probe() looks up ${name}`, () =>
    withServer(() => new Response(), async (host) => {
      const { note } = await probe(`http://${name}:${host.split(":")[1]}/`);
      assert.equal(note.status, 200);
    }));
}

const statuses: [number, boolean][] = [[204, true], [304, true], [404, false], [503, false]];
for (const [status, isGood] of statuses) {
  Deno.test(`HttpProber.probe() takes status ${status} for ${isGood ? "an answer" : "a failure"}`, () =>
    withServer(() => new Response(null, { status }), async (host) => {
      const { result, note } = await probe(`http://${host}/`);
      assert.equal(note.status, status);
      assert.equal(result < FIRST_RESULT_CODE, isGood);
      if (!isGood) assert.equal(result, RESULT_CODES.badStatus);
    }));
}

const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });

Deno.test("HttpProber.probe() follows a redirect on the same host, and no other", async () => {
  const asked: string[] = [];
  await withServer((request) => {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    if (pathname === "/a") return redirect("/b");
    return pathname === "/away" ? redirect("http://localhost:1/") : new Response("here");
  }, async (host) => {
    assert.equal((await probe(`http://${host}/a`)).note.status, 200);
    const { result, note } = await probe(`http://${host}/away`);
    assert.equal(note.status, 302);
    assert.ok(result < FIRST_RESULT_CODE, "an answer");
  });
  assert.deepEqual(asked, ["/a", "/b", "/away"]);
});

Deno.test("HttpProber.probe() gives up on a redirect loop", async () => {
  let asked = 0;
  await withServer(() => redirect(`/again${asked++}`), async (host) => {
    const { result, note } = await probe(`http://${host}/`);
    assert.deepEqual([result, note.status], [RESULT_CODES.redirectLoop, 302]);
  });
  assert.equal(asked, 6);
});

const text = (content: string) => new TextEncoder().encode(content);
const OK = "HTTP/1.1 200 OK\r\n";

const troubles: [
  name: string,
  write: (connection: Deno.TcpConn) => Promise<unknown>,
  state: keyof typeof RESULT_CODES,
  status: number,
][] = [
  ["is cut before its answer", () => Promise.resolve(), "reset", 0],
  ["is cut in its body", (c) => c.write(text(`${OK}content-length: 100\r\n\r\nx`)), "reset", 200],
  ["speaks something else", (c) => c.write(text("SSH-2.0-OpenSSH_9.2\r\n")), "notHttp", 0],
  [
    "has a head without end",
    async (c) => {
      await c.write(text(OK));
      for (;;) await c.write(text(`x-filler: ${"x".repeat(1_000)}\r\n`));
    },
    "notHttp",
    0,
  ],
  [
    "has a body without end",
    async (c) => {
      await c.write(text(`${OK}\r\n`));
      for (;;) await c.write(new Uint8Array(16_384));
    },
    "bodyTooLong",
    200,
  ],
];
for (const [name, write, state, status] of troubles) {
  Deno.test(`HttpProber.probe() tells a server that ${name}`, () =>
    withRawServer(async (c) => void await write(c), async (host) => {
      const { result, note } = await probe(`http://${host}/`);
      assert.deepEqual([nameOf(result), note.status], [state, status]);
    }));
}

const nameOf = (result: number) =>
  Object.entries(RESULT_CODES).find(([, code]) => code === result)?.[0];

const slow: [string, (connection: Deno.TcpConn, hold: Promise<void>) => Promise<void>, number][] = [
  ["says nothing", (_c, hold) => hold, 0],
  ["stops in its body", async (c, hold) => {
    await c.write(text(`${OK}content-length: 100\r\n\r\nx`));
    await hold;
  }, 200],
];
for (const [name, write, status] of slow) {
  Deno.test(`HttpProber.probe() waits for a server that ${name} no longer than it may`, async () => {
    const { promise: hold, resolve: letGo } = Promise.withResolvers<void>();
    await withRawServer((c) => write(c, hold), async (host) => {
      const { result, note } = await probe(`http://${host}/`, {}, 300);
      letGo();
      assert.deepEqual([nameOf(result), note.status], ["timeout", status]);
    });
  });
}

Deno.test("HttpProber.probe() tells refused from a name without an address", async () => {
  let free = "";
  await withServer(() => new Response(), (host) => Promise.resolve(void (free = host)));
  assert.equal(nameOf((await probe(`http://${free}/`)).result), "refused");
  assert.equal(nameOf((await probe(`https://${free}/`)).result), "refused");
  assert.equal(nameOf((await probe("http://gone.example/")).result), "unresolved");
});

Deno.test("HttpProber.probe() tells when the certificate ends, trusted or not", async () => {
  const madeAtS = Date.now() / 1000;
  const tls = await testCertificate(30);
  await withServer(() => new Response(), async (host) => {
    const good = await probe(`https://${host}/`, { ca: [tls.cert] });
    assert.ok(good.result < FIRST_RESULT_CODE, nameOf(good.result));
    assert.equal(good.note.status, 200);
    const foreign = await probe(`https://${host}/`);
    assert.deepEqual([nameOf(foreign.result), foreign.note.status], ["badTls", 0]);
    for (const { note } of [good, foreign]) {
      const days = (Number(note.certificateEndS) - madeAtS) / 86_400;
      assert.ok(days > 29.9 && days < 30.1, `${days} days`);
    }
    names.set("other.example", ["127.0.0.1"]);
    const other = await probe(`https://other.example:${host.split(":")[1]}/`, { ca: [tls.cert] });
    assert.equal(nameOf(other.result), "badTls", "a certificate for another name");
    const plain = await probe(`http://${host}/`);
    assert.ok(
      ["reset", "notHttp", "badStatus"].includes(nameOf(plain.result)!),
      "TLS, asked plain",
    );
  }, tls);
});

Deno.test("HttpProber.probe() says that a server without TLS has none", () =>
  withServer(() => new Response(), async (host) => {
    assert.equal(nameOf((await probe(`https://${host}/`)).result), "badTls");
  }));
