import { join } from "node:path";

/** What servers under test begin with, so that not every one hashes the administrator's password. */
export interface PreparedData {
  /** File of a database in which there is an administrator, who has logged in. */
  database: string;
  /** The cookie of that session: `meshping=TOKEN`. */
  cookie: string;
}

/** A folder of this run of `deno task test`; without it every module makes one of its own. */
const RUN_FOLDER = "MESHPING_TEST_FOLDER";

let prepared: Promise<PreparedData> | null = null;

/**
 * Has the data made by the first who asks, for all test modules of the run.
 * @param make makes them in a folder that is not there yet, and gives the cookie
 */
export function preparedData(make: (dataDir: string) => Promise<string>): Promise<PreparedData> {
  prepared ??= prepare(make).catch((error) => {
    prepared = null;
    throw error;
  });
  return prepared;
}

async function prepare(make: (dataDir: string) => Promise<string>): Promise<PreparedData> {
  const folder = join(Deno.env.get(RUN_FOLDER) ?? folderOfModule(), "prepared");
  const database = join(folder, "meshping.db"), session = join(folder, "session");
  const read = async () => ({ database, cookie: await Deno.readTextFile(session) });
  const found = await read().catch(() => null);
  if (found) return found;

  const unfinished = await Deno.makeTempDir({ dir: join(folder, "..") });
  try {
    const dataDir = join(unfinished, "data");
    await Deno.writeTextFile(join(unfinished, "session"), await make(dataDir));
    await Deno.rename(join(dataDir, "meshping.db"), join(unfinished, "meshping.db"));
    await Deno.remove(dataDir, { recursive: true });
    await Deno.rename(unfinished, folder);
  } catch (error) {
    await Deno.remove(unfinished, { recursive: true });
    // Another module was as quick: what it made is as good.
    return await read().catch(() => Promise.reject(error));
  }
  return await read();
}

function folderOfModule(): string {
  const path = Deno.makeTempDirSync({ prefix: "meshping-e2e-" });
  addEventListener("unload", () => Deno.removeSync(path, { recursive: true }));
  return path;
}
