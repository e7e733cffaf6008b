import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Size and time of change of every input, by path relative to the project's root. */
export type Fingerprints = Record<string, string>;

/** Files and folders that the web build depends on. */
const INPUTS = [
  "agent",
  "components",
  "deno.json",
  "deno.lock",
  "islands",
  "routes",
  "server",
  "shared",
  "static",
];

/** Tests, what only they use and what they write are no inputs. */
const IGNORED = /_test\.[jt]sx?$|^server\/fresh\/(contract|build\/tmp_[^/]*)\/|\.md$/;

/** Fingerprints of the files below `root` as they are now. */
export function readFingerprints(root: string, inputs = INPUTS): Fingerprints {
  const found: Fingerprints = {};
  for (const path of inputs.flatMap((input) => filesOf(root, input))) {
    if (IGNORED.test(path)) continue;
    const { size, mtimeMs } = statSync(join(root, path));
    found[path] = `${size} ${mtimeMs}`;
  }
  return found;
}

function filesOf(root: string, input: string): string[] {
  const path = join(root, input);
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [input];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return filesOf(root, `${input}/${entry.name}`);
    return entry.isFile() ? [`${input}/${entry.name}`] : [];
  }).sort();
}

/** The first input that is new, gone or changed since `file` was written, or null. */
export function changedSince(file: string, now: Fingerprints): string | null {
  let before: Fingerprints;
  try {
    before = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return file; // Never built, or the record is damaged.
  }
  const paths = new Set([...Object.keys(now), ...Object.keys(before)]);
  for (const path of paths) if (now[path] !== before[path]) return path;
  return null;
}
