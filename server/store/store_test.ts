import { join } from "node:path";
import { openStore } from "./store.ts";
import { storeContract } from "./store_contract.ts";

for (const { what, check } of storeContract) {
  Deno.test(`SQLite in memory ${what}`, () => check(() => openStore(":memory:")));
  Deno.test(`SQLite in a file ${what}`, async () => {
    const dir = await Deno.makeTempDir();
    await check(() => openStore(join(dir, "test.db")));
    await Deno.remove(dir, { recursive: true });
  });
}
