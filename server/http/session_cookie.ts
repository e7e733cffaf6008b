import type { SessionCookie } from "../domain/people.ts";

/** How long somebody may be at the identity provider, in milliseconds. */
const FLOW_MS = 10 * 60_000;

/** The cookie of a session; the server decides anew on every request whether it still lasts. */
export const sessionCookie = (headers: Headers, secure: boolean, keepMs: number): SessionCookie =>
  hostCookie(headers, secure, "meshping", keepMs);

/** What a browser carries to the identity provider and back. */
export const flowCookie = (headers: Headers, secure: boolean): SessionCookie =>
  hostCookie(headers, secure, "meshping-oidc", FLOW_MS);

/**
 * A cookie for the server alone. Under TLS its name begins with `__Host-`, so that no other host and
 * no plain page of this host can set it (RFC 6265bis section 4.1.3).
 */
function hostCookie(
  headers: Headers,
  secure: boolean,
  plainName: string,
  keepMs: number,
): SessionCookie {
  const name = secure ? `__Host-${plainName}` : plainName;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return {
    read: () => {
      for (const part of (headers.get("cookie") ?? "").split(";")) {
        const [key, value] = part.trim().split("=", 2);
        if (key === name && value) return value;
      }
      return null;
    },
    start: (token) => `${name}=${token}; Max-Age=${Math.floor(keepMs / 1000)}; ${attributes}`,
    end: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}
