/** A cookie that remembers a choice lives a year. */
const MAX_AGE_S = 31_536_000;

/** The values of a `Cookie` header by name. */
export function readCookies(header: string | null): Map<string, string> {
  return new Map(
    (header ?? "").split(";").map((cookie) => {
      const [name, value = ""] = cookie.split("=", 2);
      return [name.trim(), value.trim()];
    }),
  );
}

/** The cookie that remembers `value`, or forgets it when that is undefined. */
export function choiceCookie(name: string, value: string | undefined): string {
  return `${name}=${value ?? ""}; path=/; max-age=${
    value === undefined ? 0 : MAX_AGE_S
  }; samesite=lax`;
}
