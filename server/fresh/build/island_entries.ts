import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Hydrates islands in the browser. */
export const CLIENT = resolve(import.meta.dirname!, "../client.ts");

/** What the files are made of, from which the bundler starts. Files are absolute paths. */
export interface EntryPlan {
  /** Modules for the chunk that everything imports. */
  common: readonly string[];
  /** Names and files of the islands that the boot script carries. */
  carried: ReadonlyMap<string, string>;
  /** The other islands: names, files, and the names of what the files export. */
  islands: ReadonlyMap<string, { file: string; exports: readonly string[] }>;
}

/** Every entry imports what is common, so that the bundler has no reason to split it. */
const COMMON = 'import "./common.js";\n';

/** Writes the files that the bundler starts from into `dir`. Returns them by name; one is `boot`. */
export function writeEntries(dir: string, plan: EntryPlan): Map<string, string> {
  const write = (name: string, text: string) => {
    const file = join(dir, `${name}.js`);
    writeFileSync(file, text);
    return file;
  };
  write("common", plan.common.map((file) => `import ${JSON.stringify(file)};\n`).join(""));
  const entries = new Map([["boot", write("boot", bootText(plan.carried))]]);
  for (const [name, { file, exports }] of plan.islands) {
    const text = `${COMMON}export { ${exports.join(", ")} } from ${JSON.stringify(file)};\n`;
    entries.set(name, write(name, text));
  }
  return entries;
}

function bootText(carried: EntryPlan["carried"]): string {
  const islands = [...carried];
  const imports = islands
    .map(([, file], n) => `import * as island${n} from ${JSON.stringify(file)};\n`);
  const named = islands.map(([name], n) => `${JSON.stringify(name)}: island${n}`);
  return `${COMMON}import { hydrateIslands } from ${JSON.stringify(CLIENT)};
${imports.join("")}hydrateIslands({ ${named.join(", ")} });
`;
}
