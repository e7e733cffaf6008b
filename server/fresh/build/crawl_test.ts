import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { crawl } from "./crawl.ts";

Deno.test("crawl() finds routes, islands and static files, and nothing else", async () => {
  const dir = await Deno.makeTempDir();
  const files = [
    "routes/_app.tsx",
    "routes/index.tsx",
    "routes/index_test.tsx",
    "routes/notes.md",
    "routes/(site)/about.tsx",
    "routes/(site)/(_islands)/Local.tsx",
    "routes/(site)/(_parts)/Box.tsx",
    "routes/api/[id].ts",
    "islands/Chart.tsx",
    "islands/Chart.test.tsx",
    "islands/deep/Map.tsx",
    "static/a b.css",
    "static/.DS_Store",
    "static/.git/config",
    "static/.well-known/security.txt",
  ];
  try {
    for (const file of files) {
      await Deno.mkdir(dirname(join(dir, file)), { recursive: true });
      await Deno.writeTextFile(join(dir, file), "");
    }
    await Deno.symlink(join(dir, "routes/_app.tsx"), join(dir, "static/link.txt"));
    const at = (name: string) => join(dir, name);
    const found = crawl({ routes: at("routes"), islands: at("islands"), statics: at("static") });
    assert.deepEqual(found.routes.map((route) => route.id), [
      "_app",
      "(site)/about",
      "index",
      "api/[id]",
    ]);
    assert.deepEqual(found.islands, [
      at("islands/Chart.tsx"),
      at("islands/deep/Map.tsx"),
      at("routes/(site)/(_islands)/Local.tsx"),
    ]);
    assert.deepEqual(found.statics.map((file) => file.path), [
      "/.well-known/security.txt",
      "/a b.css",
    ]);
    const none = crawl({ routes: at("x"), islands: at("y"), statics: at("z") });
    assert.deepEqual(none, { routes: [], islands: [], statics: [] });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
