import { runDeno } from "../run_deno.ts";
import { countJunit, countRun, type ModuleCount } from "./junit.ts";

/**
 * Flags of every run. Types are checked by `deno task check`: here one wrong type would keep every
 * other test from running. The sanitizers are off by default since Deno 2.8.
 */
const flags = ["--allow-all", "--no-check", "--sanitize-ops", "--sanitize-resources"];

export interface RunOptions {
  root: URL;
  /** How many modules run side by side. */
  jobs: number;
  /** Where the output goes; to this program's own by default. */
  output?: "inherit" | "null";
}

/** What came of a run, in tests and their steps. */
export interface TestCount extends ModuleCount {
  /** Project paths of modules that failed at first and passed when they ran again, alone. */
  unsteady: string[];
}

/**
 * More failing modules than this are no accident of a busy machine: none of them runs again.
 */
const MOST_RUN_AGAIN = 3;

/**
 * Runs test modules with this same Deno, showing its output as it comes, and counts the results.
 * A few that fail run once more, alone, and the second result counts: browsers, namespaces and
 * clocks share the machine with whatever else runs there. The caller says which ones these were.
 *
 * Deno refuses the whole run when one module cannot be loaded: then such modules are found one by
 * one, each counts as one failed test, and the others run.
 *
 * @param modules project paths
 */
export async function runTests(
  modules: string[],
  options: RunOptions,
): Promise<TestCount> {
  if (modules.length === 0) return { passed: 0, failed: 0, unsteady: [] };
  const first = await runOnce(modules, options);
  if (first.xml !== null) return await runAgain(modules, first.xml, first.exitCode, options);

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
  if (loadable.length === 0) return { passed: 0, failed: broken, unsteady: [] };
  const second = await runOnce(loadable, options);
  const count = await runAgain(loadable, second.xml ?? "", second.exitCode, options);
  return { ...count, failed: count.failed + broken };
}

/** Counts a run after the modules that failed in it, if they are few, ran again. */
async function runAgain(
  modules: string[],
  xml: string,
  exitCode: number,
  options: RunOptions,
): Promise<TestCount> {
  const counts = countJunit(xml);
  const failing = modules.filter((module) => (counts.get(module)?.failed ?? 0) > 0);
  if (failing.length === 0 || failing.length > MOST_RUN_AGAIN) {
    return { ...countRun(modules, xml, exitCode), unsteady: [] };
  }
  const steady = modules.filter((module) => !failing.includes(module));
  const total: TestCount = { ...countRun(steady, xml, 0), unsteady: [] };
  for (const module of failing) {
    const again = await runOnce([module], { ...options, jobs: 1 });
    const count = countRun([module], again.xml ?? "", again.exitCode);
    total.passed += count.passed;
    total.failed += count.failed;
    if (count.failed === 0) total.unsteady.push(module);
  }
  return total;
}

async function runOnce(
  modules: string[],
  { root, jobs, output }: RunOptions,
): Promise<{ exitCode: number; xml: string | null }> {
  const folder = await Deno.makeTempDir({ prefix: "meshping-test-" });
  try {
    const report = `${folder}/report.xml`;
    const paths = modules.map((module) => `./${module}`);
    const exitCode = await runDeno(
      [
        "test",
        ...flags,
        ...(jobs > 1 ? ["--parallel"] : []),
        `--junit-path=${report}`,
        ...paths,
      ],
      root,
      output,
      { DENO_JOBS: `${jobs}` },
    );
    const xml = await Deno.readTextFile(report).catch(() => null);
    return { exitCode, xml };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
