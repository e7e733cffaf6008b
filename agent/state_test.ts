import assert from "node:assert/strict";
import { join } from "node:path";
import { encodeToken } from "@/shared/wire/enrolment_token.ts";
import { NotEnrolled, prepareState } from "./prepare.ts";
import { loadState, saveState, StateRefused } from "./state.ts";

const token = encodeToken({ url: "http://127.0.0.1:5000", id: "e1", secret: "A".repeat(43) });

async function withFolder(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await work(join(dir, "state"));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("prepareState() makes a key for a token and finds it again without", () =>
  withFolder(async (dir) => {
    const made = await prepareState(dir, token, null);
    const found = await prepareState(dir, null, null);
    assert.equal(found.publicKey, made.publicKey);
    assert.deepEqual(found.enrolment, { id: "e1", secret: "A".repeat(43) });
    const signed = await crypto.subtle.sign("Ed25519", found.privateKey, new Uint8Array(1));
    assert.equal(signed.byteLength, 64);
    assert.equal((await prepareState(dir, token, null)).publicKey, made.publicKey, "keeps its key");
    assert.equal((await prepareState(dir, null, "http://[::1]:1")).serverUrl, "http://[::1]:1");
  }));

Deno.test("saveState() lets nobody else read the key", () =>
  withFolder(async (dir) => {
    await prepareState(dir, token, null);
    assert.equal((await Deno.stat(dir)).mode! & 0o777, 0o700);
    assert.equal((await Deno.stat(join(dir, "agent.json"))).mode! & 0o777, 0o600);
  }));

Deno.test("prepareState() says how to enrol when there is no state", () =>
  withFolder(async (dir) => {
    await assert.rejects(prepareState(dir, null, null), (e) => {
      assert.ok(e instanceof NotEnrolled);
      assert.match(e.message, /deno task admin enrol.*--token/);
      return true;
    });
    await assert.rejects(prepareState(dir, "nonsense", null), RangeError);
  }));

Deno.test("loadState() refuses a damaged file", () =>
  withFolder(async (dir) => {
    await prepareState(dir, token, null);
    await Deno.writeTextFile(join(dir, "agent.json"), '{"version":1');
    await assert.rejects(loadState(dir), (e) =>
      e instanceof StateRefused && /damaged/.test(e.message));
  }));

Deno.test("saveState() says which folder cannot be written", () =>
  withFolder(async (dir) => {
    const state = await prepareState(dir, token, null);
    await assert.rejects(saveState(join(dir, "agent.json", "x"), state), /--state/);
  }));
