import { senderRecipes } from "@/shared/recipes.ts";
import type { ServerProcess } from "./server_process.ts";

/** The texts that people paste, by their ids, for a server that runs. */
export function recipesFor(server: ServerProcess): Map<string, string> {
  const [host, port] = server.syslog.split(":");
  return new Map(senderRecipes(host, Number(port)).map(({ id, text }) => [id, text]));
}
