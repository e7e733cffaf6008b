/**
 * A path of this site, or `null`. An address of another site, however written (`//host`, `/\host`),
 * must not come out of here.
 */
export function ownPath(path: string | null): string | null {
  if (!path?.startsWith("/")) return null;
  try {
    const url = new URL(path, "http://here.invalid");
    if (url.origin !== "http://here.invalid") return null;
    const own = url.pathname + url.search;
    // "/.//host" loses its dot and becomes another host's address.
    return own.startsWith("//") ? null : own;
  } catch {
    return null;
  }
}

/** Where to go after the log-in: `next` when it is a path of this site, else the matrix. */
export function nextPath(next: string | null): string {
  const path = ownPath(next);
  return path === null || /^\/login(\?|$)/.test(path) ? "/" : path;
}
