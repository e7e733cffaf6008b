/**
 * `deno task build`: builds the web pages into `_fresh/` when something they
 * are made from has changed; otherwise it returns at once. `--force` builds
 * in any case. Writes to stderr only.
 *
 * @module
 */
import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { changedSince, readFingerprints } from "./build_inputs.ts";

const root = resolve(import.meta.dirname!, "..");
const record = join(root, "_fresh/inputs.json");

async function build(): Promise<void> {
  // Read before building: a file saved meanwhile counts as changed next time.
  const now = readFingerprints(root);
  const changed = existsSync(join(root, "_fresh/server.js")) ? changedSince(record, now) : record;
  if (changed === null && !Deno.args.includes("--force")) return;
  const startedAtMs = performance.now();
  // Only now: an up-to-date run must not pay for loading the bundler.
  const { Builder, BuildError } = await import("fresh/dev");
  try {
    await new Builder({ root, serverEntry: "server/web.ts", program: "server/main.ts" }).build();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(`build: ${error.message}`);
    Deno.exit(1);
  }
  writeFileSync(record, JSON.stringify(now));
  console.error(`build: _fresh/ written in ${Math.round(performance.now() - startedAtMs)} ms`);
}

await build();
