import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { BuildError } from "./build_error.ts";
import { Builder } from "./builder.ts";
import { listFiles } from "./crawl.ts";

const ENTRY = `import { App, staticFiles } from "fresh";
export const app = new App().use(staticFiles()).fsRoutes();
`;

/** A project with these files, below this folder so that npm packages are found. */
async function project(
  files: Record<string, string>,
  test: (builder: Builder, dir: string) => Promise<void>,
): Promise<void> {
  const dir = await Deno.makeTempDir({ dir: import.meta.dirname!, prefix: "tmp_" });
  try {
    for (const [path, text] of Object.entries({ "main.ts": ENTRY, ...files })) {
      await Deno.mkdir(dirname(join(dir, path)), { recursive: true });
      await Deno.writeTextFile(join(dir, path), text);
    }
    await test(new Builder({ root: dir }), dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const served = (dir: string, folder = "static") =>
  listFiles(join(dir, "_fresh", folder)).map((file) => file.slice(join(dir, "_fresh").length));

/** What the server loads, without its source maps. */
const serverCode = (dir: string) =>
  listFiles(join(dir, "_fresh/server"))
    .filter((file) => file.endsWith(".js"))
    .map((file) => Deno.readTextFileSync(file)).join("\n");

Deno.test("build() works without islands, routes and static files", async () => {
  await project({}, async (builder, dir) => {
    await builder.build();
    assert.deepEqual(served(dir), []);
    assert.match(serverCode(dir), /boot: null/);
  });
});

/** Code that is too long for the script of every page. */
const LONG = `export const long = ${JSON.stringify("a long text; ".repeat(300))};`;

async function codeOf(dir: string, name: string): Promise<string> {
  const found = served(dir).filter((file) => file.startsWith(`/static/_fresh/js/${name}-`));
  assert.equal(found.length, 1, `${name} has one file`);
  assert.match(found[0], /-[A-Z0-9]{8}\.js$/);
  return await Deno.readTextFile(join(dir, "_fresh", found[0]));
}

Deno.test("build() puts what an island imports on demand into a chunk of its own", async () => {
  const text = "only when asked for ".repeat(100);
  await project({
    "islands/Lazy.tsx": `import { long } from "../parts/long.ts";
    export default function Lazy() {
      const ask = async () => alert((await import("../parts/data.ts")).text);
      return <button onClick={ask}>{long}</button>;
    }`,
    "parts/long.ts": LONG,
    "parts/data.ts": `export const text = ${JSON.stringify(text)};`,
  }, async (builder, dir) => {
    await builder.build();
    const code = await codeOf(dir, "Lazy-0");
    assert.equal(code.includes("only when asked for"), false);
    assert.match(code, /import\("\.\//);
  });
});

Deno.test("build() lets the script of every page carry small islands", async () => {
  const island = (text: string) => `export default () => <p>{${text}}</p>;`;
  await project({
    "islands/Large.tsx": 'import { long } from "../parts/long.ts";' + island("long"),
    "islands/Small.tsx": island('"a small island"') + 'export const Other = () => "and more";',
    "parts/long.ts": LONG,
  }, async (builder, dir) => {
    await builder.build();
    assert.equal(served(dir).some((file) => file.includes("/Small-")), false);
    const boot = await codeOf(dir, "boot");
    assert.match(boot, /a small island/);
    assert.match(boot, /and more/);
    assert.equal(boot.includes("a long text"), false);
    assert.match(await codeOf(dir, "Large-0"), /a long text/);
  });
});

Deno.test("build() writes compressed variants and removes what is stale", async () => {
  const files = { "static/a.css": "a { color: red }\n".repeat(99), "static/dot/.hidden": "x" };
  await project(files, async (builder, dir) => {
    await builder.build();
    assert.deepEqual(served(dir), ["/static/a.css"]);
    assert.deepEqual(served(dir, "gzip"), ["/gzip/a.css"]);
    const first = serverCode(dir);
    await Deno.rename(join(dir, "static/a.css"), join(dir, "static/b.css"));
    await builder.build();
    assert.deepEqual([...served(dir), ...served(dir, "br")], ["/static/b.css", "/br/b.css"]);
    assert.equal(served(dir, "server").length, 2, "one module and its source map");
    const buildId = (text: string) => /buildId: "(\w{16})"/.exec(text)![1];
    const second = serverCode(dir);
    assert.notEqual(buildId(first), buildId(second));
  });
});

Deno.test("build() makes one module for the server, with stack traces of the source", async () => {
  await project({
    "start.ts": 'import { shared } from "./shared.ts"; console.log(shared);',
    "shared.ts": 'export const shared = new Map([["mark", "of the program"]]);',
    "pages.ts": 'export const own = "of the pages";',
    "routes/[name].ts": `import { shared } from "../shared.ts";
      import { own } from "../pages.ts";
      interface Typed { lines: "that are gone when it runs" }
      export const handler = {
        GET: () => Response.json([own, [...shared.values()], new Error().stack]),
      };`,
  }, async (_, dir) => {
    await new Builder({ root: dir, program: "start.ts" }).build();
    assert.match(serverCode(dir), /from "\.\.\/\.\.\/shared\.ts"/);
    assert.doesNotMatch(serverCode(dir), /of the program/);
    const { default: server } = await import(pathToFileURL(join(dir, "_fresh/server.js")).href);
    const { shared } = await import(pathToFileURL(join(dir, "shared.ts")).href);
    shared.set("another", "of the test");
    const answer = await server.fetch(new Request("http://localhost/any"));
    const [own, values, stack] = await answer.json();
    assert.equal(own, "of the pages");
    assert.deepEqual(values, ["of the program", "of the test"], "the program's is the pages'");
    assert.match(stack, /routes\/\[name\]\.ts:5:/);
  });
});

Deno.test("build() tells an island's author what is wrong and where", async () => {
  const table: [files: Record<string, string>, message: RegExp][] = [
    [
      { "islands/Bad.tsx": "export default () => <p>{</p>;" },
      /islands\/Bad\.tsx:1:\d+:[\s\S]*export default/,
    ],
    [{ "islands/Bad.tsx": 'import "no-such-package";' }, /Could not resolve "no-such-package"/],
    [
      { "islands/Bad.tsx": 'import { page } from "fresh"; export default () => page();' },
      /Islands run in the browser: import "fresh\/runtime", not "fresh"/,
    ],
    [{ "islands/Bad.tsx": 'import "node:fs";' }, /Could not resolve "node:fs"/],
    [{ "static/_fresh/x.js": "1" }, /\/_fresh\/ is where the islands' bundles are/],
  ];
  for (const [files, message] of table) {
    await project(files, async (builder, dir) => {
      await assert.rejects(builder.build(), (error) => {
        assert.ok(error instanceof BuildError);
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /external|built into node/);
        return true;
      });
      assert.deepEqual(served(dir), [], "a failed build leaves nothing behind");
    });
  }
});

Deno.test("build() says that the server's entry is missing", async () => {
  await project({}, async (_, dir) => {
    const builder = new Builder({ root: dir, serverEntry: "server/none.ts" });
    await assert.rejects(builder.build(), {
      name: "BuildError",
      message: /server\/none\.ts is missing/,
    });
  });
});
