import assert from "node:assert/strict";

const figure = `{ bench: "a", figure: "speed", value: 1, unit: "1/s" }`;
const files: Record<string, string> = {
  "figure.ts": "export interface Figure { bench: string }",
  "a.ts": `export const bench = { name: "a", async *run() { yield ${figure}; yield ${figure}; } };`,
  "b.ts": `export const bench = { name: "b", async *run() { throw new Error("no luck"); } };`,
  "a_test.ts": `throw new Error("a test was loaded");`,
};

/** Runs a copy of `bench/main.ts` in a folder of its own. */
async function runMain(names: string[], args: string[]) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.copyFile(new URL("main.ts", import.meta.url), `${folder}/main.ts`);
    for (const name of names) await Deno.writeTextFile(`${folder}/${name}`, files[name]);
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-check", "--no-config", "--allow-read", `${folder}/main.ts`, ...args],
      env: { NO_COLOR: "1" },
    }).output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("bench/main.ts prints one JSON object a line when a benchmark gives figures", async () => {
  for (const args of [[], ["a"]]) {
    const { code, stdout } = await runMain(["figure.ts", "a.ts", "a_test.ts"], args);
    assert.equal(code, 0);
    const line = { bench: "a", figure: "speed", value: 1, unit: "1/s" };
    assert.deepEqual(stdout.trimEnd().split("\n").map((text) => JSON.parse(text)), [line, line]);
  }
});

Deno.test("bench/main.ts lists the benchmarks when the name is unknown", async () => {
  const { code, stdout, stderr } = await runMain(["figure.ts", "a.ts", "b.ts"], ["c"]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.equal(stderr.trim(), "No benchmark c. There are: a, b.");
});

Deno.test("bench/main.ts runs the others and fails when one benchmark fails", async () => {
  const { code, stdout, stderr } = await runMain(["a.ts", "b.ts"], []);
  assert.equal(code, 1);
  assert.equal(stdout.trimEnd().split("\n").length, 2);
  assert.match(stderr, /bench b failed: Error: no luck/);
});
