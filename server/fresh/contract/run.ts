/**
 * Runs the contract against any build of `contract/app`, such as upstream
 * Fresh's: `deno run -A run.ts path/to/_fresh/server.js`. Prints each exchange
 * that differs, then one line with the counts; exit code 1 if any did.
 *
 * @module
 */
import { deepStrictEqual } from "node:assert";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { answerOf, exchanges, normalized, requestOf } from "./exchange.ts";

const [file] = Deno.args;
if (!file) {
  console.error("usage: deno run -A run.ts path/to/_fresh/server.js");
  Deno.exit(2);
}
const { default: server } = await import(pathToFileURL(resolve(file)).href);
console.error = () => {}; // The contract provokes errors; their log is no part of it.
const info = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 },
  completed: Promise.resolve(),
};
let different = 0;
for (const { request, answer } of exchanges) {
  const got = await answerOf(await server.fetch(requestOf(request), info));
  try {
    deepStrictEqual(got, normalized(answer));
  } catch (error) {
    different++;
    console.log(`${request.method} ${request.path}: ${(error as Error).message}\n`);
  }
}
console.log(`${exchanges.length - different} of ${exchanges.length} answers as recorded`);
Deno.exit(different === 0 ? 0 : 1);
