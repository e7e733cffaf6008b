import assert from "node:assert/strict";
import { Router } from "./router.ts";

function example(): Router<string> {
  const router = new Router<string>();
  router.add(["GET", "POST"], "/users/:id", "user");
  router.add(["GET"], "/users/new", "new");
  router.add(["GET"], "/docs{/:version}?", "docs");
  router.add(["GET"], "/x/:n(\\d+)", "number");
  router.add(["DELETE"], "/users/:id", "gone");
  router.add(["GET"], "/users/:id", "never: the first one wins");
  router.add(["GET"], "/", "root");
  return router;
}

Deno.test("match() finds the item, the pattern and the parameters", () => {
  const table: [string, string, string | undefined, string | null, Record<string, string>][] = [
    ["GET", "/", "root", "/", {}],
    ["GET", "/users/new", "new", "/users/new", {}],
    ["GET", "/users/new/", "new", "/users/new", {}],
    ["GET", "/users/7", "user", "/users/:id", { id: "7" }],
    ["HEAD", "/users/7", "user", "/users/:id", { id: "7" }],
    ["DELETE", "/users/7", "gone", "/users/:id", { id: "7" }],
    ["PUT", "/users/7", undefined, "/users/:id", { id: "7" }],
    ["toString", "/users/7", undefined, "/users/:id", { id: "7" }],
    ["GET", "/users/a%2Fb", "user", "/users/:id", { id: "a%2Fb" }],
    ["GET", "/users/%C3%A9", "user", "/users/:id", { id: "é" }],
    ["GET", "/users/%E0%A4%A", "user", "/users/:id", { id: "%E0%A4%A" }],
    ["GET", "/docs", "docs", "/docs{/:version}?", { version: "" }],
    ["GET", "/docs/v1", "docs", "/docs{/:version}?", { version: "v1" }],
    ["GET", "/x/12", "number", "/x/:n(\\d+)", { n: "12" }],
    ["GET", "/x/ab", undefined, null, {}],
    ["GET", "/nope", undefined, null, {}],
    ["GET", "/constructor", undefined, null, {}],
  ];
  const router = example();
  for (const [method, path, item, route, params] of table) {
    const found = router.match(method, path);
    assert.equal(found.item, item, `${method} ${path}`);
    assert.equal(found.route, route, `${method} ${path}`);
    assert.deepEqual(found.params, params, `${method} ${path}`);
  }
});

Deno.test("match() lists the allowed methods when only the method is wrong", () => {
  assert.deepEqual(example().match("PUT", "/users/7").allow, ["GET", "POST", "DELETE"]);
  assert.equal(example().match("PUT", "/nope").allow, null);
});
