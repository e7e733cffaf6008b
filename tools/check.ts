/**
 * `deno task check`: format, lint with the project's own rules, types, and the house checks. Every
 * step runs, whatever became of the ones before; the exit code is 1 when any of them found something.
 */
import { findOtherVersions } from "./check/deno_version.ts";
import { findBrokenLinks } from "./check/links.ts";
import { findRemoteSpecifiers } from "./check/remote_specifiers.ts";
import { runDeno } from "./run_deno.ts";
import { listSourceFiles } from "./source_files.ts";

const root = new URL("../", import.meta.url);
const files = listSourceFiles(root);
const read = (path: string) => Deno.readTextFileSync(new URL(encodeURI(path), root));

/** What people read: the documents of the project, as path and text. */
const documents = files.filter((path) => path.endsWith(".md"))
  .map((path) => [path, read(path)] as const);

interface Step {
  name: string;
  run(): Promise<boolean>;
}

/** A step that passes when Deno, run with these arguments, exits with 0. */
function denoStep(name: string, ...args: string[]): Step {
  return { name, run: async () => await runDeno(args, root) === 0 };
}

/** A step that passes when a check finds nothing; what it finds is printed a line each. */
function houseStep(name: string, find: () => string[]): Step {
  return {
    name,
    run() {
      const problems = find();
      for (const problem of problems) console.error(problem);
      return Promise.resolve(problems.length === 0);
    },
  };
}

function exists(path: string): boolean {
  try {
    Deno.statSync(new URL(encodeURI(path), root));
    return true;
  } catch {
    return false;
  }
}

const typed = files.filter((path) => /^(?!static\/).*\.tsx?$/.test(path));

const steps: Step[] = [
  denoStep("format", "fmt", "--check"),
  denoStep("lint", "lint", "--quiet"),
  // `--frozen` also finds a deno.lock that lacks a package which the code imports.
  denoStep("types and deno.lock", "check", "--quiet", "--frozen", ...typed),
  houseStep("code from npm only", () => findRemoteSpecifiers(JSON.parse(read("deno.json")))),
  houseStep(
    "links",
    () => documents.flatMap(([path, text]) => findBrokenLinks(path, text, exists)),
  ),
  houseStep("Deno's version", () => {
    const version = read(".deno-version").trim();
    return documents.flatMap(([path, text]) => findOtherVersions(path, text, version));
  }),
];

const failed: string[] = [];
for (const step of steps) {
  const passed = await step.run();
  console.log(`${passed ? "ok    " : "FAILED"} ${step.name}`);
  if (!passed) failed.push(step.name);
}
if (failed.length > 0) {
  console.error(`check failed: ${failed.join(", ")} (deno fmt repairs the format)`);
  Deno.exit(1);
}
