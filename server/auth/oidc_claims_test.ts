import assert from "node:assert/strict";
import { roleOfClaims, textClaim } from "./oidc_claims.ts";

const roles = [
  { value: "mesh-admins", role: "admin" as const },
  { value: "sre", role: "operator" as const },
];
const cases: [Record<string, unknown>, string, string | null][] = [
  [{ groups: ["sre"] }, "groups", "operator"],
  [{ groups: ["sre", "mesh-admins"] }, "groups", "admin"],
  [{ groups: "sre" }, "groups", "operator"],
  [{ groups: ["x"] }, "groups", null],
  [{ groups: { sre: true } }, "groups", null],
  [{}, "groups", null],
  [{ realm_access: { roles: ["sre"] } }, "realm_access.roles", "operator"],
  [{ "https://x.example/roles": ["sre"] }, "https://x.example/roles", "operator"],
  [{ realm_access: null }, "realm_access.roles", null],
  [{}, "constructor.name", null],
];
for (const [claims, roleClaim, role] of cases) {
  Deno.test(`roleOfClaims() finds ${role} in ${JSON.stringify(claims)}`, () => {
    assert.equal(roleOfClaims(claims, { roleClaim, roles, defaultRole: null }), role);
  });
}

Deno.test("roleOfClaims() gives the default where no value fits", () => {
  const settings = { roleClaim: "groups", roles, defaultRole: "viewer" as const };
  assert.equal(roleOfClaims({ groups: ["x"] }, settings), "viewer");
  assert.equal(roleOfClaims({ groups: ["sre"] }, settings), "operator");
});

Deno.test("textClaim() is text with something in it", () => {
  assert.equal(textClaim({ name: "ada" }, "name"), "ada");
  for (const name of ["", "  ", 7, null, ["ada"]]) assert.equal(textClaim({ name }, "name"), null);
});
