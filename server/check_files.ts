import { join } from "node:path";
import { type Config, ConfigError } from "./config.ts";
import { openLocator } from "./geoip/locator.ts";
import { openStore } from "./store/store.ts";
import { readGivenFiles } from "./tls/given_files.ts";

/**
 * Looks at every file the configuration names, without starting anything: `--check-config`. It
 * makes no data folder, and works beside a running server.
 * @throws {ConfigError} or `DatabaseRefused` for the first one that cannot be used
 */
export async function checkFiles(config: Config): Promise<void> {
  if (config.tls && config.tls !== "self-made") await readGivenFiles(config.tls, Date.now());
  const { geoipCity, geoipAsn } = config;
  const problems: string[] = [];
  const locator = await openLocator({
    cityPath: geoipCity ?? undefined,
    asnPath: geoipAsn ?? undefined,
    onProblem: (message) => problems.push(message),
  });
  locator.close();
  if (problems.length) throw new ConfigError(problems.join("; "));
  const database = join(config.dataDir, "meshping.db");
  const exists = await Deno.stat(database).then(() => true, () => false);
  if (exists) openStore(database).close();
}
