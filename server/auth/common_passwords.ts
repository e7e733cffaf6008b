import { dictionary } from "@zxcvbn-ts/language-common";

/** Shorter ones are refused for their length anyway. */
const SHORTEST = 8;
/** Words that fit only here and that everybody tries first. */
const OF_THIS_PLACE = ["meshping", "meshping1", "meshping123", "meshpingadmin"];

let known: Set<string> | null = null;

/**
 * Whether a password is among the most used ones: the 49,000 of zxcvbn, ordered by how often they
 * appear in leaked lists, of which 18,000 are long enough to be refused (ASVS 5, 6.2.4, asks for
 * 3,000). Case apart: whoever guesses tries `Password` too.
 */
export function isCommonPassword(password: string): boolean {
  known ??= new Set(
    [...dictionary["passwords-common"], ...OF_THIS_PLACE]
      .map((word) => String(word).toLowerCase())
      .filter((word) => word.length >= SHORTEST),
  );
  return known.has(password.toLowerCase());
}
