import type { Metafile } from "esbuild";

/** What a request costs beyond its content: so much minified code is sooner sent than asked for. */
const SMALL_BYTES = 2_500;
/** What so many islands need is loaded before long in any case. */
const WIDE_ISLANDS = 7;

/** Where modules and islands go, so that a page asks for few files. Paths as in the metafile. */
export interface Placement {
  /** Modules for the one chunk that everything imports. */
  common: string[];
  /** Islands that are so small that the script of every page carries them. */
  carried: string[];
}

/**
 * Places the modules of a trial bundle. Left alone, a bundler makes a chunk for every set of islands
 * that share something: dozens of files of a few hundred bytes, found by the browser in waves. `boot` is the entry
 * that every page loads.
 */
export function placeModules(
  trial: Metafile,
  boot: string,
  islands: readonly string[],
): Placement {
  const always = reachedFrom(boot, trial);
  const bytes = bytesOf(trial);
  const users = new Map<string, number>(), islandUsers = new Map<string, number>();
  const isIsland = new Set(islands);
  for (const { entryPoint } of Object.values(trial.outputs)) {
    if (!entryPoint) continue;
    for (const file of reachedFrom(entryPoint, trial)) {
      users.set(file, (users.get(file) ?? 0) + 1);
      if (isIsland.has(entryPoint)) islandUsers.set(file, (islandUsers.get(file) ?? 0) + 1);
    }
  }
  const isWide = (file: string) => always.has(file) || (islandUsers.get(file) ?? 0) >= WIDE_ISLANDS;
  const isSmall = (file: string) => {
    const extra = [...reachedFrom(file, trial)].filter((other) => !isWide(other));
    return extra.reduce((sum, other) => sum + (bytes.get(other) ?? 0), 0) <= SMALL_BYTES;
  };
  const shared = [...users].filter(([, count]) => count > 1).map(([file]) => file);
  return {
    common: shared.filter((file) => !isIsland.has(file) && (isWide(file) || isSmall(file))),
    carried: islands.filter(isSmall),
  };
}

/** A module and what it imports, directly or not; what it imports on demand is left out. */
function reachedFrom(file: string, { inputs }: Metafile): Set<string> {
  const reached = new Set([file]);
  for (const at of reached) {
    for (const { path, kind, external } of inputs[at]?.imports ?? []) {
      if (kind !== "dynamic-import" && !external) reached.add(path);
    }
  }
  return reached;
}

/** Minified size of each module. */
function bytesOf({ outputs }: Metafile): Map<string, number> {
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      bytes.set(file, (bytes.get(file) ?? 0) + bytesInOutput);
    }
  }
  return bytes;
}
