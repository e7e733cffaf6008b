/** What a city database says of an address, whichever layout it has. */
export interface CityRecord {
  country: string | null;
  city: string | null;
  region: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** A record of a database is input: nothing is taken for granted about its shape. */
export type Fields = Record<string, unknown>;

/** The value as an object, or an empty one. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? value as Fields : {};
}

/** The value when it is a text that is not empty. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** An upper-case ISO 3166-1 alpha-2 code. */
export function countryOf(value: unknown): string | null {
  const text = textOf(value)?.toUpperCase() ?? "";
  return /^[A-Z]{2}$/.test(text) ? text : null;
}

/** Degrees within `limit` on both sides of zero, rounded to 0.0001° (11 m). */
export function degreesOf(value: unknown, limit: number): number | null {
  if (typeof value !== "number" || !(Math.abs(value) <= limit)) return null;
  return Math.round(value * 1e4) / 1e4;
}
