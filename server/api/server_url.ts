import type { State } from "../define.ts";

/** Where an agent is to call: `--public-url`, or else the origin under which the person came. */
export function serverUrl({ domain, secure }: State, requested: URL): string {
  if (domain.publicUrl !== null) return domain.publicUrl;
  const url = new URL(requested.origin);
  if (secure) url.protocol = "https:";
  return url.origin;
}
