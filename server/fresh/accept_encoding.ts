import { type BuiltFile, type Coding, CODINGS } from "./built_files.ts";

/**
 * Picks the smallest variant of a file that the client takes, or null for the
 * file as it is (RFC 9110, section 12.5.3).
 */
export function pickCoding(header: string | null, file: BuiltFile): Coding | null {
  if (header === null) return null;
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [name, ...parameters] = part.split(";").map((text) => text.trim());
    const quality = parameters.find((text) => text.startsWith("q="));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    weights.set(name, Number.isNaN(weight) ? 0 : weight);
  }
  let best: Coding | null = null;
  for (const coding of CODINGS) {
    const size = file.variants[coding];
    if (size === undefined || !((weights.get(coding) ?? weights.get("*") ?? 0) > 0)) continue;
    if (best === null || size < file.variants[best]!) best = coding;
  }
  return best;
}
