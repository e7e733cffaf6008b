import assert from "node:assert/strict";
import { mapFile, mappedBytes } from "@/agent/libc/map_file.ts";
import { libc } from "@/agent/libc/libc.ts";
import { SystemCallError } from "@/agent/libc/system_call_error.ts";

// Opened here, as it outlives the test that would open it.
libc();

Deno.test("mapFile() gives what is in a file, also after it was removed", async () => {
  const path = await Deno.makeTempFile();
  const bytes = Uint8Array.from({ length: 10_001 }, (_, i) => i % 251);
  await Deno.writeFile(path, bytes);
  const file = mapFile(path);
  await Deno.remove(path);
  assert.deepEqual(mappedBytes(file), bytes);
  // A copy of the page changes, not the file; and it does no harm.
  mappedBytes(file)[0] = 7;
  assert.equal(mappedBytes(file)[0], 7);
});

Deno.test("mapFile() throws when there is no such file, or nothing in it", async () => {
  assert.throws(() => mapFile("/nowhere/at/all"), Deno.errors.NotFound);
  const path = await Deno.makeTempFile();
  assert.throws(() => mapFile(path), SystemCallError);
  await Deno.remove(path);
});
