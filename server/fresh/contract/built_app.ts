import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Builder } from "../dev.ts";

const REPORTER = join(import.meta.dirname!, "../report.ts");

/** The contract's application, built into a folder of its own. */
export interface BuiltApp extends AsyncDisposable {
  fetch: (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;
  dir: string;
}

/** Builds the contract's application and loads it; disposing removes the folder. */
export async function buildContractApp(): Promise<BuiltApp> {
  const dir = await Deno.makeTempDir();
  const remove = () => Deno.remove(dir, { recursive: true });
  try {
    const root = join(import.meta.dirname!, "app");
    // Tests replace the reporter of errors: the application must have the same one.
    await new Builder({ root, outDir: dir, program: REPORTER }).build();
    const { default: { fetch } } = await import(pathToFileURL(join(dir, "server.js")).href);
    return { fetch, dir, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
