import { runDeno } from "../run_deno.ts";
import { countRun, type ModuleCount } from "./junit.ts";

/**
 * Flags of every run. Types are checked by `deno task check`: here one wrong type would keep every
 * other test from running. The sanitizers are off by default since Deno 2.8.
 */
const flags = ["--allow-all", "--no-check", "--sanitize-ops", "--sanitize-resources"];

export interface RunOptions {
  root: URL;
  /** Whether modules run side by side. */
  parallel: boolean;
  /** Where the output goes; to this program's own by default. */
  output?: "inherit" | "null";
}

/**
 * Runs test modules with this same Deno, showing its output as it comes, and counts the results.
 * Deno refuses the whole run when one module cannot be loaded: then such modules are found one by
 * one, each counts as one failed test, and the others run.
 *
 * @param modules project paths
 */
export async function runTests(
  modules: string[],
  options: RunOptions,
): Promise<ModuleCount> {
  if (modules.length === 0) return { passed: 0, failed: 0 };
  const first = await runOnce(modules, options);
  if (first.xml !== null) return countRun(modules, first.xml, first.exitCode);

  const loadable = [];
  for (const module of modules) {
    const exitCode = await runDeno(
      ["test", "--quiet", "--no-run", ...flags, `./${module}`],
      options.root,
      options.output,
    );
    if (exitCode === 0) loadable.push(module);
    else if (options.output !== "null") console.error(`${module} cannot be loaded`);
  }
  const broken = modules.length - loadable.length;
  if (loadable.length === 0) return { passed: 0, failed: broken };
  const second = await runOnce(loadable, options);
  const count = countRun(loadable, second.xml ?? "", second.exitCode);
  return { passed: count.passed, failed: count.failed + broken };
}

async function runOnce(
  modules: string[],
  { root, parallel, output }: RunOptions,
): Promise<{ exitCode: number; xml: string | null }> {
  const folder = await Deno.makeTempDir({ prefix: "meshping-test-" });
  try {
    const report = `${folder}/report.xml`;
    const paths = modules.map((module) => `./${module}`);
    const exitCode = await runDeno(
      [
        "test",
        ...flags,
        ...(parallel ? ["--parallel"] : []),
        `--junit-path=${report}`,
        ...paths,
      ],
      root,
      output,
    );
    const xml = await Deno.readTextFile(report).catch(() => null);
    return { exitCode, xml };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
