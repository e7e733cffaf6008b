/**
 * `deno task test [FILE OR FOLDER …]`: installs what the tests need where it may, builds the pages,
 * runs the tests next to their modules and those in `tests/` side by side, those in
 * `tests/waiting/` more at once, and those in `tests/alone/` one by one. A module or two that fail
 * run again, alone, and are named. The last line on stdout is `N passed, N failed`; the exit code is
 * 0 when every test passed, 1 when not, 2 when a filter fits no test.
 */
import { runDeno } from "./run_deno.ts";
import { listSourceFiles } from "./source_files.ts";
import { ensurePackages } from "./test/debian_packages.ts";
import { runTests } from "./test/run_tests.ts";
import { chooseTestFiles } from "./test/test_files.ts";
import { thisMachine } from "./test/this_machine.ts";

const root = new URL("../", import.meta.url);

/** Where test modules of this run keep what one makes for all: tests/harness/prepared_data.ts. */
const SHARED_FOLDER = "MESHPING_TEST_FOLDER";

async function main(filters: string[]): Promise<number> {
  const { unit, endToEnd, waiting, alone, unmatched } = chooseTestFiles(
    listSourceFiles(root),
    filters,
  );
  if (unmatched.length > 0) {
    console.error(`No test module fits ${unmatched.join(", ")}; name files or folders.`);
    return 2;
  }
  const advice = await ensurePackages(thisMachine());
  if (advice !== null) {
    console.error(advice);
    return finish(0, 1);
  }
  const built = await runDeno(["task", "--quiet", "build"], root) === 0;
  if (!built) console.error("The pages cannot be built: counted as one failed test.");
  const folder = await Deno.makeTempDir({ prefix: "meshping-test-" });
  Deno.env.set(SHARED_FOLDER, folder);
  const cores = navigator.hardwareConcurrency;
  const runs = [
    await runTests(unit, { root, jobs: cores }),
    await runTests(endToEnd, { root, jobs: cores }),
    await runTests(waiting, { root, jobs: 2 * cores }),
    await runTests(alone, { root, jobs: 1 }),
  ];
  await Deno.remove(folder, { recursive: true });
  const unsteady = runs.flatMap((run) => run.unsteady);
  if (unsteady.length > 0) {
    console.error(`Failed at first, passed alone, worth a look: ${unsteady.join(", ")}`);
  }
  return finish(
    runs.reduce((sum, { passed }) => sum + passed, 0),
    runs.reduce((sum, { failed }) => sum + failed, built ? 0 : 1),
  );
}

/** Prints the last line; a run without any test has failed. */
function finish(passed: number, failed: number): number {
  const counted = passed + failed === 0 ? 1 : failed;
  console.log(`${passed} passed, ${counted} failed`);
  return counted === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
