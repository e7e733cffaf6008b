import assert from "node:assert/strict";
import { ACCESS_RULES, neededRole, type RuleMethod } from "./access_rules.ts";
import { operations } from "./api/operations.ts";
import { fileToPattern, isSpecialFile } from "./fresh/file_route.ts";

const ROUTES = new URL("../routes/", import.meta.url);
const METHODS: RuleMethod[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Every route file, without its extension. */
function routeFiles(folder = ""): { id: string; url: string }[] {
  return [...Deno.readDirSync(new URL(folder, ROUTES))].flatMap(({ name, isDirectory }) => {
    if (isDirectory) return /^\(_/.test(name) ? [] : routeFiles(`${folder}${name}/`);
    const id = folder + name.replace(/\.tsx?$/, "");
    const isRoute = /\.tsx?$/.test(name) && !isSpecialFile(id);
    return isRoute ? [{ id, url: new URL(folder + name, ROUTES).href }] : [];
  });
}

/** The methods that a route module answers. */
async function methodsOfModule(url: string): Promise<string[]> {
  const { handler, default: page } = await import(url);
  // A page that answers every method alike is still for looking at.
  if (typeof handler === "function") return page ? ["GET"] : METHODS;
  const own = METHODS.filter((method) => handler && Object.hasOwn(handler, method));
  return page && !own.includes("GET") ? ["GET", ...own] : own;
}

const files = routeFiles();

for (const { id, url } of files) {
  const pattern = fileToPattern(id);
  Deno.test(`the table of access has a row for ${pattern}, with each of its methods`, async () => {
    assert.ok(
      Object.hasOwn(ACCESS_RULES, pattern),
      `say in server/access_rules.ts who may use ${pattern}`,
    );
    const inTable = Object.keys(ACCESS_RULES[pattern]).sort();
    assert.deepEqual(inTable, (await methodsOfModule(url)).sort(), pattern);
  });
}

Deno.test("the table of access has no row for a route that is gone", () => {
  const real = files.map(({ id }) => fileToPattern(id)).sort();
  assert.deepEqual(Object.keys(ACCESS_RULES).sort(), real);
});

Deno.test("the table of access lets nobody change anything by GET alone as the public", () => {
  const open = Object.entries(ACCESS_RULES).filter(([, rule]) =>
    Object.values(rule).includes("public")
  );
  assert.deepEqual(open.map(([route]) => route).sort(), [
    "/agent",
    "/healthz",
    "/join",
    "/language",
    "/login",
    "/login/oidc",
    "/login/oidc/callback",
    "/readyz",
    "/setup",
  ]);
});

const cases: [string, string | null, unknown][] = [
  ["GET", "/", "viewer"],
  ["HEAD", "/", "viewer"],
  ["POST", "/", { closed: "method" }],
  ["PROPFIND", "/", { closed: "method" }],
  ["TRACE", "/login", { closed: "method" }],
  ["GET", null, "viewer"],
  ["GET", "/a/new/route", { closed: "route" }],
  ["GET", "/constructor", { closed: "route" }],
  ["constructor", "/", { closed: "method" }],
  ["PUT", "/api/v1/targets", "operator"],
  ["POST", "/api/v1/targets/revisions/:revision/restore", "operator"],
  ["GET", "/admin/targets/history", "operator"],
  ["GET", "/api/v1/users", "admin"],
  ["GET", "/metrics", "local"],
];
for (const [method, route, needed] of cases) {
  Deno.test(`neededRole() for ${method} ${route} is ${JSON.stringify(needed)}`, () => {
    assert.deepEqual(neededRole(method, route), needed);
  });
}

Deno.test("the description of the API says the roles of the table of access", () => {
  for (const { method, path, role } of operations) {
    const route = "/api/v1" + path.replace(/\{(\w+)\}/g, ":$1");
    // Some routes take several actions as their last part.
    const several = route.replace(/[^/]+$/, ":action");
    const rule = ACCESS_RULES[route] ?? ACCESS_RULES[several];
    assert.equal(rule?.[method], role, `${method} ${path}`);
  }
});
