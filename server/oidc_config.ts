import { isLoopback } from "@/shared/address.ts";
import type { OidcSettings } from "./auth/oidc.ts";
import { ConfigError } from "./config_error.ts";
import { type Role, ROLES } from "./domain/people.ts";

type Name =
  | "oidc-issuer"
  | "oidc-client-id"
  | "oidc-client-secret"
  | "oidc-client-secret-file"
  | "oidc-scopes"
  | "oidc-name-claim"
  | "oidc-role-claim"
  | "oidc-roles"
  | "oidc-default-role"
  | "oidc-label";

/**
 * The identity provider that the flags name, or `null`.
 * @param text value of a flag, or the fallback
 * @throws {ConfigError}
 */
export function oidcSettings(
  text: (name: Name, fallback?: string) => string,
): OidcSettings | null {
  const issuer = text("oidc-issuer"), clientId = text("oidc-client-id");
  if (!issuer && !clientId) return null;
  if (!issuer || !clientId) {
    throw new ConfigError("--oidc-issuer and --oidc-client-id belong together: give both");
  }
  const scopes = text("oidc-scopes", "openid profile email");
  if (!scopes.split(" ").includes("openid")) {
    throw new ConfigError("--oidc-scopes must have openid among its words");
  }
  return {
    issuer: issuerOf(issuer),
    clientId,
    clientSecret: secretOf(text("oidc-client-secret"), text("oidc-client-secret-file")),
    scopes,
    nameClaim: text("oidc-name-claim", "preferred_username"),
    roleClaim: text("oidc-role-claim", "roles"),
    roles: rolesOf(text("oidc-roles", "admin=admin,operator=operator,viewer=viewer")),
    defaultRole: text("oidc-default-role") ? roleOf(text("oidc-default-role")) : null,
    label: text("oidc-label"),
  };
}

/** Keys and codes travel to it: plain HTTP is for this machine only. */
function issuerOf(text: string): string {
  const url = URL.parse(text);
  const plainHere = url?.protocol === "http:" && isLoopback(url.hostname.replace(/^\[|\]$/g, ""));
  if (url && (url.protocol === "https:" || plainHere)) return text;
  throw new ConfigError(`--oidc-issuer takes an https URL, not ${text}`);
}

function secretOf(secret: string, file: string): string | null {
  if (!file) return secret || null;
  if (secret) throw new ConfigError("give --oidc-client-secret or its file, not both");
  try {
    return Deno.readTextFileSync(file).trim();
  } catch (error) {
    throw new ConfigError(`--oidc-client-secret-file ${file}: ${(error as Error).message}`);
  }
}

function rolesOf(text: string): OidcSettings["roles"] {
  return text.split(",").map((part) => part.trim()).filter(Boolean).map((part) => {
    const at = part.lastIndexOf("=");
    if (at < 1) throw new ConfigError(`--oidc-roles takes mesh-admins=admin,…, not ${part}`);
    return { value: part.slice(0, at), role: roleOf(part.slice(at + 1)) };
  });
}

function roleOf(text: string): Role {
  const role = ROLES.find((known) => known === text);
  if (role) return role;
  throw new ConfigError(`a role is ${ROLES.join(", ")}, not ${text}`);
}
