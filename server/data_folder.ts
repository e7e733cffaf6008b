import { join } from "node:path";
import { ConfigError } from "./config.ts";

/**
 * Makes sure of the data folder: there, only its owner's, and writable.
 * @throws {ConfigError} that says what to do
 */
export async function prepareDataFolder(dir: string): Promise<void> {
  try {
    await Deno.mkdir(dir, { recursive: true, mode: 0o700 });
    const probe = join(dir, `.writable-${crypto.randomUUID()}`);
    await Deno.writeTextFile(probe, "");
    await Deno.remove(probe);
  } catch (error) {
    const reason = (error as Error).message;
    throw new ConfigError(
      `cannot write to the data folder ${dir}: ${reason}. Give a folder of your own with --data.`,
    );
  }
}

/**
 * Takes the data folder for this server, so that no second one works on the same database. The
 * kernel lets go of it when the process ends, however it ends.
 * @throws {ConfigError} when another server has it
 */
export async function lockDataFolder(dir: string): Promise<Disposable> {
  const file = await Deno.open(join(dir, "server.lock"), {
    create: true,
    write: true,
    mode: 0o600,
  });
  if (await file.tryLock(true)) return file;
  file.close();
  throw new ConfigError(
    `another server works on the data folder ${dir}: stop it, or give another --data`,
  );
}
