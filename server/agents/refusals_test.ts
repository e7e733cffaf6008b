import assert from "node:assert/strict";
import { toBase64url } from "@/shared/wire/base64url.ts";
import { CLOSE_CODES } from "@/shared/wire/control.ts";
import { decodeToken } from "@/shared/wire/enrolment_token.ts";
import { randomNonce } from "./connection.ts";
import { Bench, newKey, withBench } from "./testing/bench.ts";

/** How somebody calls who is to be turned away: `nonce` is of the connection that carries it. */
interface Refused {
  name: string;
  reason: RegExp;
  hello(bench: Bench, nonce: string): Promise<string>;
  /** 4403 by default. */
  code?: number;
}

/** An agent that came in with a token, and the token. */
async function enrolled(bench: Bench, options = {}) {
  const token = await bench.token(options), key = await newKey(), wire = bench.connect();
  const hello = await bench.enrolHello(key, wire.nonce, token);
  await wire.connection.receive(hello);
  return { token, key, hello, ref: wire.connection.ref!, ...wire };
}

const native: Refused[] = [
  {
    name: "an unknown key without a token",
    reason: /not known here/,
    hello: async (b, n) => b.hello(await newKey(), n),
  },
  {
    name: "a signature over another nonce",
    reason: /does not fit the key and the challenge/,
    hello: async (b) => b.hello(await newKey(), randomNonce()),
  },
  {
    name: "a replayed first call",
    reason: /does not fit the key and the challenge/,
    hello: async (b) => (await enrolled(b)).hello,
  },
  {
    name: "a replayed later call",
    reason: /does not fit the key and the challenge/,
    hello: async (b) => {
      const { key } = await b.agent("approved"), once = b.connect();
      const hello = await b.hello(key, once.nonce);
      await once.connection.receive(hello);
      assert.notEqual(once.connection.ref, null);
      return hello;
    },
  },
  {
    name: "a swapped key: another's public key under one's own signature",
    reason: /does not fit the key and the challenge/,
    hello: async (b, n) => {
      const { key } = await b.agent("approved");
      const own = JSON.parse(await b.hello(await newKey(), n));
      return JSON.stringify({ ...own, publicKey: key.publicKey });
    },
  },
  {
    name: "a swapped key: another's sealed identity under one's own key",
    reason: /does not open with the token/,
    hello: async (b, n) => {
      const token = await b.token(), thief = await newKey();
      const { enrolment } = JSON.parse(await b.enrolHello(await newKey(), n, token));
      const { signature } = JSON.parse(await b.hello(thief, n));
      return JSON.stringify({ type: "hello", publicKey: thief.publicKey, signature, enrolment });
    },
  },
  {
    name: "a spent token",
    reason: /spent, expired or unknown/,
    hello: async (b, n) => b.enrolHello(await newKey(), n, (await enrolled(b)).token),
  },
  {
    name: "a token for two, the third time",
    reason: /spent, expired or unknown/,
    hello: async (b, n) => {
      const { token } = await enrolled(b, { uses: 2 });
      const second = b.connect();
      await second.connection.receive(await b.enrolHello(await newKey(), second.nonce, token));
      assert.notEqual(second.connection.ref, null);
      return b.enrolHello(await newKey(), n, token);
    },
  },
  {
    name: "an expired token",
    reason: /spent, expired or unknown/,
    hello: async (b, n) => {
      const token = await b.token({ expiresInMs: 1_000 });
      b.nowMs += 1_000;
      return b.enrolHello(await newKey(), n, token);
    },
  },
  {
    name: "a revoked token",
    reason: /spent, expired or unknown/,
    hello: async (b, n) => {
      const token = await b.token();
      await b.registry.revokeEnrolment(token.id, "ada");
      return b.enrolHello(await newKey(), n, token);
    },
  },
  {
    name: "a guessed secret",
    reason: /does not open with the token/,
    hello: async (b, n) => {
      const { id } = await b.token();
      return b.enrolHello(await newKey(), n, { id, secret: toBase64url(new Uint8Array(32)) });
    },
  },
  {
    name: "an old key after a rotation",
    reason: /not known here/,
    hello: async (b, n) => {
      const { key, ref } = await b.agent("approved");
      const { token } = await b.registry.rotate(ref, "ada", "http://127.0.0.1:5000");
      const wire = b.connect();
      const hello = await b.enrolHello(await newKey(), wire.nonce, decodeToken(token));
      await wire.connection.receive(hello);
      return b.hello(key, n);
    },
  },
  {
    name: "a new key for a rejected agent",
    reason: /a new key does not let it in/,
    hello: async (b, n) => {
      const { ref } = await b.agent("approved");
      const { token } = await b.registry.rotate(ref, "ada", "http://127.0.0.1:5000");
      await b.registry.reject(ref, "ada");
      return b.enrolHello(await newKey(), n, decodeToken(token));
    },
  },
  {
    name: "the server's own agent from outside",
    reason: /calls from inside only/,
    hello: async (b, n) => {
      const inner = b.connect("127.0.0.1", true), key = await newKey();
      const token = await b.token({ preApproved: true });
      await inner.connection.receive(await b.enrolHello(key, inner.nonce, token));
      return b.hello(key, n);
    },
  },
  {
    name: "the plain dialect's words on the native wire",
    reason: /does not fit meshping\.v1/,
    code: 1008,
    hello: () => Promise.resolve('{"passphrase":"x","hostname":"y"}'),
  },
];
for (const { name, reason, hello, code = CLOSE_CODES.refused } of native) {
  Deno.test(`AgentConnection refuses ${name}, and the audit log says why`, () =>
    withBench(async (bench) => {
      const wire = bench.connect();
      const words = await hello(bench, wire.nonce), known = bench.registry.list().length;
      await wire.connection.receive(words);
      assert.equal(wire.closed[0]?.[0], code);
      assert.match(wire.closed[0][1], reason);
      const [entry] = await bench.store.audit.listAudit(1);
      assert.deepEqual([entry.action, entry.subject], ["agent.refused", "192.0.2.7"]);
      assert.match(entry.detail, reason);
      assert.equal(wire.connection.ref, null);
      assert.equal(bench.registry.list().length, known, "nobody came in");
    }));
}

const plain: [string, RegExp, (b: Bench) => Promise<string>][] = [
  ["a guessed passphrase", /spent, expired or unknown/, () => Promise.resolve("guess")],
  [
    "a native agent's token",
    /belongs to an agent that proves a key/,
    async (b) => (await enrolled(b, { uses: 2 })).token.secret,
  ],
  [
    "a native agent's rotation token",
    /belongs to an agent that proves a key/,
    async (b) => {
      const { ref } = await b.agent("approved");
      const { token } = await b.registry.rotate(ref, "ada", "http://127.0.0.1:5000");
      return decodeToken(token).secret;
    },
  ],
];
for (const [name, reason, passphraseOf] of plain) {
  Deno.test(`JsonConnection refuses ${name}: nobody is talked down to the plain dialect`, () =>
    withBench(async (bench) => {
      const passphrase = await passphraseOf(bench);
      const before = bench.registry.list().map(({ wire, fingerprint }) => wire + fingerprint);
      const { connection, closed } = bench.connectJson();
      await connection.receive(JSON.stringify({ passphrase, hostname: "edge" }));
      assert.equal(closed[0]?.[0], CLOSE_CODES.refused);
      const [entry] = await bench.store.audit.listAudit(1);
      assert.equal(entry.action, "agent.refused");
      assert.match(entry.detail, reason);
      assert.match(entry.detail, /^plain JSON: /);
      const after = bench.registry.list().map(({ wire, fingerprint }) => wire + fingerprint);
      assert.deepEqual(after, before);
    }));
}

Deno.test("AgentConnection takes one key that calls twice at once for one agent", () =>
  withBench(async (bench) => {
    const token = await bench.token({ uses: 2 }), key = await newKey();
    const wires = [bench.connect(), bench.connect()];
    const hellos = await Promise.all(wires.map(({ nonce }) => bench.enrolHello(key, nonce, token)));
    await Promise.all(wires.map(({ connection }, n) => connection.receive(hellos[n])));
    assert.equal(bench.registry.list().length, 1);
    assert.equal((await bench.registry.enrolments())[0].usesLeft, 1, "spent once");
    assert.equal(wires[0].connection.ref, wires[1].connection.ref);
  }));
