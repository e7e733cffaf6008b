const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Value of a `Location` header. What has no scheme is a path on this site:
 * browsers drop tabs and line breaks from an address and read `\` as `/`, so
 * that `//host`, `/\host` and `/⇥/host` would all lead to another site; each
 * becomes `/host`. Characters a header cannot carry are percent-encoded.
 */
export function safeLocation(pathOrUrl: string): string {
  // deno-lint-ignore no-control-regex
  const trimmed = pathOrUrl.replace(/^[\x00-\x20]+/, "").replace(/[\t\r\n]/g, "");
  const local = HAS_SCHEME.test(trimmed) || !/^[\\/]/.test(trimmed)
    ? trimmed
    : trimmed.replace(/^[^?#]*/, (path) => path.replace(/[\\/]+/g, "/"));
  return local.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}
