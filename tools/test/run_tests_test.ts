import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { runTests, type TestCount } from "./run_tests.ts";

const modules: Record<string, string> = {
  "good_test.ts": `Deno.test("a", () => {}); Deno.test("b", () => {});`,
  "bad_test.ts": `Deno.test("a", () => { throw new Error("no"); }); Deno.test("b", () => {});`,
  "skipped_test.ts": `Deno.test.ignore("a", () => {});`,
  "leak_test.ts": `Deno.test("a", () => { setTimeout(() => {}, 60_000); });`,
  "top_level_test.ts": `throw new Error("no");`,
  "import_test.ts": `import "./missing.ts"; Deno.test("a", () => {});`,
  "syntax_test.ts": `Deno.test("a", ( => {`,
  "empty_test.ts": ``,
  "only_test.ts": `Deno.test.only("a", () => {});`,
  "unsteady_test.ts": `Deno.test("a", () => {
    Deno.mkdirSync(import.meta.filename + ".first", { recursive: true });
    Deno.writeTextFileSync(import.meta.filename + ".first/" + Deno.pid, "");
    if ([...Deno.readDirSync(import.meta.filename + ".first")].length === 1) throw new Error("no");
  });`,
};

async function count(names: string[], jobs: number): Promise<[number, number]> {
  const { passed, failed } = await run(names, jobs);
  return [passed, failed];
}

async function run(names: string[], jobs: number): Promise<TestCount> {
  const folder = await Deno.makeTempDir();
  try {
    for (const name of names) await Deno.writeTextFile(`${folder}/${name}`, modules[name]);
    const root = pathToFileURL(`${folder}/`);
    return await runTests(names, { root, jobs, output: "null" });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("runTests() counts what passed and failed when modules load", async () => {
  assert.deepEqual(await count(["good_test.ts"], 2), [2, 0]);
  const mixed = ["good_test.ts", "bad_test.ts", "skipped_test.ts", "leak_test.ts"];
  assert.deepEqual(await count(mixed, 2), [3, 3]);
  assert.deepEqual(await count(["good_test.ts", "top_level_test.ts"], 1), [2, 1]);
  assert.deepEqual(await count(["good_test.ts", "empty_test.ts"], 1), [2, 1]);
});

Deno.test("runTests() runs the others when some modules cannot be loaded", async () => {
  assert.deepEqual(await count(["import_test.ts", "good_test.ts", "syntax_test.ts"], 2), [2, 2]);
  assert.deepEqual(await count(["import_test.ts"], 1), [0, 1]);
});

Deno.test("runTests() counts a failure when a test is marked as the only one", async () => {
  assert.deepEqual(await count(["only_test.ts"], 1), [1, 1]);
});

Deno.test("runTests() counts nothing when there is no module", async () => {
  assert.deepEqual(await count([], 1), [0, 0]);
});

Deno.test("runTests() runs what failed again, alone, and names what passed then", async () => {
  assert.deepEqual(await run(["unsteady_test.ts", "good_test.ts", "bad_test.ts"], 2), {
    passed: 4,
    failed: 1,
    unsteady: ["unsteady_test.ts"],
  });
});

Deno.test("runTests() runs nothing again when many fail", async () => {
  const broken = ["bad_test.ts", "skipped_test.ts", "leak_test.ts"];
  assert.deepEqual(await run([...broken, "unsteady_test.ts"], 2), {
    passed: 1,
    failed: 4,
    unsteady: [],
  });
});
