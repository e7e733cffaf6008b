import type { State } from "../define.ts";

/** Who asks to come in, as the request tells. */
export function visitorOf({ clientAddress, sessionCookie }: State, headers: Headers) {
  return {
    clientAddress,
    userAgent: headers.get("user-agent") ?? "",
    oldSessionToken: sessionCookie.read(),
  };
}
