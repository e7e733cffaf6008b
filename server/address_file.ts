import { join } from "node:path";
import { z } from "zod";

/** Where the server of a data folder is reached, for the command line beside it. */
const contents = z.strictObject({
  url: z.string(),
  /** PEM agents have to trust, or `null`. */
  ca: z.string().nullable(),
});
export type ServerAddress = z.infer<typeof contents>;

const fileOf = (dataDir: string) => join(dataDir, "server.json");

export async function writeServerAddress(dataDir: string, address: ServerAddress): Promise<void> {
  const temporary = fileOf(dataDir) + ".new";
  await Deno.writeTextFile(temporary, JSON.stringify(address), { mode: 0o600 });
  await Deno.rename(temporary, fileOf(dataDir));
}

/** `null` when no server ever ran on this folder. */
export async function readServerAddress(dataDir: string): Promise<ServerAddress | null> {
  try {
    return contents.parse(JSON.parse(await Deno.readTextFile(fileOf(dataDir))));
  } catch {
    return null;
  }
}
