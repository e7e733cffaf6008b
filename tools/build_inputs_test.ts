import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { changedSince, readFingerprints } from "./build_inputs.ts";

Deno.test("changedSince() names the input that is new, gone or changed", async () => {
  const dir = await Deno.makeTempDir();
  const put = async (path: string, text: string) => {
    await Deno.mkdir(dirname(join(dir, path)), { recursive: true });
    await Deno.writeTextFile(join(dir, path), text);
  };
  try {
    const record = join(dir, "inputs.json");
    assert.equal(changedSince(record, {}), record, "never built");
    await put("islands/deep/a.tsx", "1");
    await put("islands/a_test.tsx", "1");
    await put("deno.json", "{}");
    const first = readFingerprints(dir);
    assert.deepEqual(Object.keys(first).sort(), ["deno.json", "islands/deep/a.tsx"]);
    await Deno.writeTextFile(record, JSON.stringify(first));
    assert.equal(changedSince(record, readFingerprints(dir)), null);

    await put("islands/a_test.tsx", "22");
    assert.equal(changedSince(record, readFingerprints(dir)), null, "tests are no input");
    await put("islands/deep/a.tsx", "22");
    assert.equal(changedSince(record, readFingerprints(dir)), "islands/deep/a.tsx");
    await put("islands/deep/a.tsx", "3");
    await Deno.utime(join(dir, "islands/deep/a.tsx"), 1, 1);
    assert.equal(changedSince(record, readFingerprints(dir)), "islands/deep/a.tsx", "time alone");
    await Deno.writeTextFile(record, JSON.stringify(readFingerprints(dir)));
    await put("shared/new.ts", "");
    assert.equal(changedSince(record, readFingerprints(dir)), "shared/new.ts");
    await Deno.remove(join(dir, "shared/new.ts"));
    await Deno.remove(join(dir, "deno.json"));
    assert.equal(changedSince(record, readFingerprints(dir)), "deno.json");
    await Deno.writeTextFile(record, "{ broken");
    assert.equal(changedSince(record, readFingerprints(dir)), record, "damaged record");
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
