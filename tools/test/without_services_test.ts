import assert from "node:assert/strict";
import { join } from "node:path";
import { withoutServices } from "./without_services.ts";

Deno.test("withoutServices() forbids services during the work, also when it fails", async () => {
  const folder = await Deno.makeTempDir();
  const policy = join(folder, "policy-rc.d");
  const codeOf = async () => (await new Deno.Command(policy).output()).code;
  assert.equal(await withoutServices(codeOf, policy), 101);
  await assert.rejects(Deno.stat(policy), Deno.errors.NotFound);
  const failing = withoutServices(() => Promise.reject(new Error("no network")), policy);
  await assert.rejects(failing, /no network/);
  await assert.rejects(Deno.stat(policy), Deno.errors.NotFound);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("withoutServices() leaves the machine's own policy alone", async () => {
  const folder = await Deno.makeTempDir();
  const policy = join(folder, "policy-rc.d");
  await Deno.writeTextFile(policy, "own");
  assert.equal(await withoutServices(() => Promise.resolve(1), policy), 1);
  assert.equal(await Deno.readTextFile(policy), "own");
  await Deno.remove(folder, { recursive: true });
});
