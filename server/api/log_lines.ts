import { Refusal } from "@/shared/refusal.ts";

/** Most lines of one request. */
const MAX_LINES = 10_000;
/** A letter first, so that no source passes for the address of a sender. */
const SOURCE_NAME = /^[a-z][a-z0-9._-]{0,62}$/i;

/** @throws {Refusal} "invalid" when it is no name for a source of lines */
export function sourceName(name: string): string {
  if (SOURCE_NAME.test(name)) return name;
  throw new Refusal(
    "invalid",
    "the name of a source is a letter, then up to 62 letters, digits, dots, dashes or underscores",
  );
}

/**
 * The log lines of a body: one a line of text, or the elements of a JSON array, where a string is
 * the line itself and anything else its JSON. Empty lines are left out.
 * @throws {Refusal} "invalid" for a broken array, no line, or more than 10,000
 */
export function logLines(body: string, contentType: string | null): string[] {
  const isArray = /^application\/json\b/i.test(contentType ?? "") && body.trimStart()[0] === "[";
  const lines = isArray ? elements(body) : body.split(/\r?\n/);
  const full = lines.filter((line) => line !== "");
  if (full.length === 0) throw new Refusal("invalid", "the body has no line");
  if (full.length <= MAX_LINES) return full;
  throw new Refusal("invalid", `a request has at most ${MAX_LINES} lines, not ${full.length}`);
}

function elements(body: string): string[] {
  let values: unknown[];
  try {
    values = JSON.parse(body);
  } catch {
    throw new Refusal("invalid", "the body is not JSON");
  }
  return values.map((value) => typeof value === "string" ? value : JSON.stringify(value));
}
