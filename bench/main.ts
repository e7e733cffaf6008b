/**
 * `deno task bench [NAME]`: runs the benchmarks of this folder, or the one named, and prints one
 * JSON object a line on stdout for each figure, as soon as it is measured. Every `bench/NAME.ts`
 * that exports `bench` is one. Exit codes: 0 all measured, 1 one failed, 2 no such benchmark.
 */
import type { Figure } from "./figure.ts";

/** What a file of this folder exports as `bench`. */
interface Bench {
  /** The same as the file's name. */
  name: string;
  /** Measures and gives each figure as soon as it is known. */
  run(): AsyncIterable<Figure>;
}

/** Names of the files in a folder that may hold a benchmark, sorted. */
function candidates(folder: URL): string[] {
  return [...Deno.readDirSync(folder)]
    .filter(({ isFile, name }) => isFile && name.endsWith(".ts") && !name.endsWith("_test.ts"))
    .map(({ name }) => name.slice(0, -".ts".length))
    .filter((name) => name !== "main")
    .sort();
}

/** The benchmark in a file, or `null` when the file is something else, such as `figure.ts`. */
async function load(folder: URL, name: string): Promise<Bench | null> {
  const { bench } = await import(new URL(`${name}.ts`, folder).href) as { bench?: Bench };
  if (!bench) return null;
  if (bench.name !== name) throw new Error(`bench/${name}.ts calls itself "${bench.name}"`);
  return bench;
}

/** Runs the benchmarks of a folder whose name is wanted; an empty list wants all. */
async function main(folder: URL, wanted: string[]): Promise<number> {
  const names = candidates(folder);
  const loaded = await Promise.all(names.map((name) => load(folder, name)));
  const benches = loaded.filter((bench) => bench !== null);
  const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    const known = benches.map(({ name }) => name).join(", ") || "none";
    console.error(`No benchmark ${unknown.join(", ")}. There are: ${known}.`);
    return 2;
  }
  let failures = 0;
  for (const bench of benches) {
    if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
    try {
      for await (const figure of bench.run()) console.log(JSON.stringify(figure));
    } catch (error) {
      failures++;
      console.error(`bench ${bench.name} failed:`, error);
    }
  }
  return failures === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main(new URL("./", import.meta.url), Deno.args));
