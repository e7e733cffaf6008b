import assert from "node:assert/strict";
import { japanese as others } from "./ja/all.ts";
import { japanese as common } from "./ja/common.ts";

const japanese: Record<string, unknown> = { ...others, ...common };

/** Words that are the same in both languages: names, units, protocols. */
const SAME = new Set([
  "traffic.errors",
  "shell.colourNames.usual",
  "alerts.channelKinds.webhook",
  "alerts.channelKinds.slack",
  "alerts.channelKinds.teams",
  "alerts.channelKinds.discord",
  "alerts.channelKinds.ntfy",
  "alerts.tlsKinds.starttls",
  "alerts.tlsKinds.tls",
  "traffic.kinds.icmp",
  "traffic.kinds.connection",
  "traffic.kinds.http",
]);

const OTHER_FILES = ["all.ts", "common.ts", "say_refusal.ts"];

type Words = { [key: string]: unknown };

const folder = new URL("./", import.meta.url);
const roomNames = (language: string) =>
  [...Deno.readDirSync(new URL(`${language}/`, folder))].map(({ name }) => name)
    .filter((name) => !OTHER_FILES.includes(name)).sort();

async function load(language: string, file: string): Promise<Words> {
  return (await import(new URL(`${language}/${file}`, folder).href))[language];
}

/** Every value of a room with the path of its keys. */
function valuesOf(words: Words, path: string): [path: string, value: unknown][] {
  return Object.entries(words).flatMap(([key, value]) => {
    const here = `${path}.${key}`;
    return typeof value === "object" && value !== null
      ? valuesOf(value as Words, here)
      : [[here, value] as [string, unknown]];
  });
}

Deno.test("both languages have the same rooms, and pages get all of them", () => {
  assert.deepEqual(roomNames("ja"), roomNames("en"));
  assert.ok(roomNames("en").length > 0);
  assert.deepEqual(Object.keys(japanese).map((name) => `${name}.ts`).sort(), roomNames("en"));
});

/** What people see is made here. */
const FOLDERS = ["components", "islands", "routes"].map((name) =>
  new URL(`../../${name}/`, import.meta.url)
);

async function* sources(folder: URL): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const there = new URL(isDirectory ? `${name}/` : name, folder);
    if (isDirectory) yield* sources(there);
    else if (/(?<!_test)\.tsx?$/.test(name)) yield await Deno.readTextFile(there);
  }
}

Deno.test("no words are kept that nothing says", async () => {
  const code = (await Promise.all(FOLDERS.map((folder) => Array.fromAsync(sources(folder)))))
    .flat();
  const unused: string[] = [];
  for (const file of roomNames("en")) {
    const users = code.filter((text) => text.includes(`"@/components/words/${file}"`));
    for (const key of Object.keys(await load("en", file))) {
      const says = new RegExp(`\\b${key}\\b`);
      if (!users.some((text) => says.test(text))) unused.push(`${file}: ${key}`);
    }
  }
  assert.deepEqual(unused, []);
});

for (const file of roomNames("en")) {
  const name = file.replace(/\.ts$/, "");
  Deno.test(`the words of ${name} are whole in both languages`, async () => {
    const english = new Map(valuesOf(await load("en", file), name));
    const own = await load("ja", file);
    const other = new Map(valuesOf(own, name));
    assert.equal(japanese[name], own, `another ${name} is loaded`);
    assert.deepEqual([...other.keys()].sort(), [...english.keys()].sort());
    for (const [path, value] of english) {
      const there = other.get(path);
      assert.equal(typeof there, typeof value, path);
      if (typeof value === "function" && typeof there === "function") {
        assert.equal(there.length, value.length, `${path} takes other parameters`);
        continue;
      }
      assert.ok(typeof value === "string" && value.trim() !== "", `${path} is empty in English`);
      assert.ok(typeof there === "string" && there.trim() !== "", `${path} is empty in Japanese`);
      assert.equal(there === value, SAME.has(path), `${path}: “${value}” and “${there}”`);
    }
  });
}
