/** Test modules in the groups they run in. */
export interface TestFiles {
  /** Next to their module: run side by side. */
  unit: string[];
  /** Below `tests/`, a server and often a browser of their own each: run side by side. */
  endToEnd: string[];
  /**
   * In `tests/waiting/`: they mostly wait for what takes its time, so more run side by side. No
   * browser, which gives up what it loads when another test makes or removes a network.
   */
  waiting: string[];
  /** In `tests/alone/`, with networks, the kernel's log and time that counts: run one by one. */
  alone: string[];
  /** Filters that fit no test module. */
  unmatched: string[];
}

/**
 * Chooses the test modules to run.
 *
 * @param files project paths of all files
 * @param filters files or folders, relative to the project; none means all
 */
export function chooseTestFiles(files: string[], filters: string[]): TestFiles {
  const tests = files.filter((path) => /_test\.tsx?$/.test(path));
  const wanted = filters.map((filter) => filter.replace(/^\.\//, "").replace(/\/+$/, ""));
  const fits = (path: string, filter: string) =>
    filter === "" || filter === "." || path === filter || path.startsWith(`${filter}/`);
  const chosen = wanted.length === 0
    ? tests
    : tests.filter((path) => wanted.some((filter) => fits(path, filter)));
  return {
    unit: chosen.filter((path) => !path.startsWith("tests/")),
    endToEnd: chosen.filter((path) => /^tests\/(?!(waiting|alone)\/)/.test(path)),
    waiting: chosen.filter((path) => path.startsWith("tests/waiting/")),
    alone: chosen.filter((path) => path.startsWith("tests/alone/")),
    unmatched: wanted.filter((filter) => !tests.some((path) => fits(path, filter))),
  };
}
