/** What became of the tests of one module. */
export interface ModuleCount {
  passed: number;
  /** Failed, cancelled and skipped ones: a test that did not run proves nothing. */
  failed: number;
}

/**
 * Counts the tests of each module in a report of `deno test --junit-path`. A step of a test counts
 * as a test. The writer escapes `<` in names and messages, so a tag in the text is a tag.
 *
 * @returns by the name of the module as it stands in the report, without a leading `./`
 */
export function countJunit(xml: string): Map<string, ModuleCount> {
  const counts = new Map<string, ModuleCount>();
  let count: ModuleCount = { passed: 0, failed: 0 };
  for (const [tag, name] of xml.matchAll(/<(testsuite|testcase|failure|error|skipped)\b[^>]*>/g)) {
    if (name === "testsuite") {
      count = { passed: 0, failed: 0 };
      counts.set(moduleName(tag), count);
    } else if (name === "testcase") {
      count.passed++;
    } else {
      count.passed--;
      count.failed++;
    }
  }
  return counts;
}

function moduleName(tag: string): string {
  const escaped = tag.match(/\sname="([^"]*)"/)?.[1] ?? "";
  const characters: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return escaped.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => characters[name])
    .replace(/^\.\//, "");
}

/**
 * Counts one run. A module that is missing in the report, or holds no test, counts as one failed
 * test, and so does a run that failed although every test passed (`only`, a late error).
 *
 * @param modules project paths of the modules that were to run
 */
export function countRun(modules: string[], xml: string, exitCode: number): ModuleCount {
  const counts = countJunit(xml);
  const total: ModuleCount = { passed: 0, failed: 0 };
  for (const module of modules) {
    const { passed, failed } = counts.get(module) ?? { passed: 0, failed: 0 };
    total.passed += passed;
    total.failed += passed + failed === 0 ? 1 : failed;
  }
  if (exitCode !== 0 && total.failed === 0) total.failed = 1;
  return total;
}
