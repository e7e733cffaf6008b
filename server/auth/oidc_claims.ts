import { type Role, ROLES } from "../domain/people.ts";

type Claims = Record<string, unknown>;

/** The value of a claim; dots go into objects: `realm_access.roles`. */
function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) {
      return undefined;
    }
    value = (value as Claims)[part];
  }
  return value;
}

/** A claim that is text with something in it. */
export function textClaim(claims: Claims, path: string): string | null {
  const value = claimAt(claims, path);
  return typeof value === "string" && value.trim() ? value : null;
}

/** The highest role that the values of the role claim mean, or the default. */
export function roleOfClaims(
  claims: Claims,
  settings: {
    roleClaim: string;
    roles: readonly { value: string; role: Role }[];
    defaultRole: Role | null;
  },
): Role | null {
  const found = claimAt(claims, settings.roleClaim);
  const values = new Set(Array.isArray(found) ? found : [found]);
  const meant = settings.roles.filter(({ value }) => values.has(value)).map(({ role }) => role);
  return ROLES.find((role) => meant.includes(role)) ?? settings.defaultRole;
}
