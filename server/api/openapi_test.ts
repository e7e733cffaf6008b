import assert from "node:assert/strict";
import { openApi } from "./openapi.ts";

const document = openApi("1.2.3");

Deno.test("openApi() is OpenAPI 3.1 with every reference kept", () => {
  assert.equal(document.openapi, "3.1.0");
  const text = JSON.stringify(document);
  assert.doesNotMatch(text, /\$defs|"\$schema"/);
  for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
    assert.ok(document.components.schemas[name], `${name} is described`);
  }
});

Deno.test("openApi() names every operation once, and every part of its path", () => {
  const ids = new Set<string>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const { operationId, parameters, responses } of Object.values(methods)) {
      assert.ok(!ids.has(operationId), operationId);
      ids.add(operationId);
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      assert.deepEqual(
        inPath.map(({ name }) => name),
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
      for (const { name, description } of parameters) assert.ok(description, `${path} ${name}`);
      assert.ok(responses[401] && responses[403], path);
    }
  }
  assert.ok(ids.size > 40);
});

Deno.test("openApi() says what a query takes when it is left out", () => {
  const { parameters } = document.paths["/traffic/events"].get;
  const limit = parameters.find(({ name }) => name === "limit")!;
  assert.deepEqual(limit.schema, { type: "integer", minimum: 1, maximum: 1000, default: 100 });
  assert.ok(parameters.every(({ required }) => !required));
});

Deno.test("openApi() describes a condition on changes of the list, and only there", () => {
  const has = (path: string, method: string) =>
    document.paths[path][method].parameters.some(({ name }) => name === "If-Match");
  assert.ok(has("/targets", "put") && has("/targets/{id}", "delete"));
  assert.ok(!has("/targets", "get") && !has("/tokens", "post"));
  assert.ok(document.paths["/targets"].put.responses[412]);
});
