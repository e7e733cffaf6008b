import assert from "node:assert/strict";
import type { Metafile } from "esbuild";
import { placeModules } from "./common_modules.ts";

/** A bundle of modules: size of each and what it imports, `?` in front of what is for later. */
function trial(
  islands: Record<string, [bytes: number, ...imports: string[]]>,
): Metafile {
  const modules = {
    Boot: [900, "runtime"] as [number, ...string[]],
    runtime: [9_000] as [number],
    ...islands,
  };
  const inputs: Metafile["inputs"] = {}, outputs: Metafile["outputs"] = {};
  const entries = new Set(Object.keys(modules).filter((name) => /^[A-Z]/.test(name)));
  for (const [name, [bytes, ...imports]] of Object.entries(modules)) {
    inputs[name] = {
      bytes,
      imports: imports.map((path) => ({
        path: path.replace("?", ""),
        kind: path.startsWith("?") ? "dynamic-import" as const : "import-statement" as const,
      })),
    };
    for (const path of imports) if (path.startsWith("?")) entries.add(path.slice(1));
    outputs[`${name}.js`] = {
      bytes,
      imports: [],
      exports: [],
      inputs: { [name]: { bytesInOutput: bytes } },
    };
  }
  for (const name of entries) outputs[`${name}.js`].entryPoint = name;
  return { inputs, outputs };
}

Deno.test("placeModules() puts together what is shared and small", () => {
  const meta = trial({
    A: [9_000, "small", "library", "own"],
    B: [9_000, "small", "uses_library"],
    own: [100],
    small: [100, "smaller"],
    smaller: [10],
    library: [9_000],
    uses_library: [10, "library"],
    C: [9_000, "uses_library", "?later"],
    later: [50],
  });
  assert.deepEqual(placeModules(meta, "Boot", ["A", "B", "C"]), {
    common: ["small", "smaller"],
    carried: [],
  });
});

Deno.test("placeModules() puts together what most need, whatever its size", () => {
  const names = ["A", "B", "C", "D", "E", "F", "G"];
  const islands = names.map((name) => [name, [9_000, "framework"]]);
  const meta = trial({ ...Object.fromEntries(islands), framework: [30_000] });
  assert.deepEqual(placeModules(meta, "Boot", names).common, ["framework"]);
  delete meta.outputs["G.js"].entryPoint;
  assert.deepEqual(placeModules(meta, "Boot", names).common, []);
});

Deno.test("placeModules() has small islands carried, with what they bring along", () => {
  const meta = trial({
    Small: [300, "part", "runtime"],
    part: [300],
    Large: [300, "parts"],
    parts: [3_000],
  });
  assert.deepEqual(placeModules(meta, "Boot", ["Small", "Large"]), {
    common: ["runtime"],
    carried: ["Small"],
  });
});

Deno.test("placeModules() keeps what is loaded on demand out of what is loaded at once", () => {
  const meta = trial({
    A: [9_000, "?chart", "?map"],
    chart: [500, "library"],
    map: [500, "library", "colours"],
    B: [9_000, "colours"],
    library: [99_000],
    colours: [200],
  });
  assert.deepEqual(placeModules(meta, "Boot", ["A", "B"]).common, ["colours"]);
});
