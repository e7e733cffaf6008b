/** A JSON object of a stranger: nothing is known of what is inside. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that a line is, or null. Costs nothing for a line that is no JSON. */
export function readJsonObject(line: string): JsonObject | null {
  if (line[0] !== "{") return null;
  try {
    return asObject(JSON.parse(line));
  } catch {
    // Not JSON, cut short, or nested deeper than the parser goes.
    return null;
  }
}

export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as JsonObject
    : null;
}

/** Text of at most `max` characters, the rest cut off; null for anything else and for "". */
export function asText(value: unknown, max: number): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, max) : null;
}

/** A number that is not negative, at most the largest safe integer. */
export function asAmount(value: unknown): number | null {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** A status of HTTP, or null. */
export function asStatus(value: unknown): number | null {
  return Number.isInteger(value) && value as number >= 100 && value as number <= 999
    ? value as number
    : null;
}
