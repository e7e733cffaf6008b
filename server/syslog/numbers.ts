import { readJsonObject } from "./json_object.ts";

/** Name of the number of a line that is nothing else. */
const ONLY = "value";
const MAX_NUMBERS = 16;
const MAX_NAME = 64;
/** The longest number that is taken for one, in characters. */
const MAX_NUMBER = 32;
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/**
 * What a line measures: a line that is one decimal number and nothing else is `value`; of a JSON
 * object, each field whose value is a number, the first 16 of them. Null when there is none.
 */
export function readNumbers(message: string): Record<string, number> | null {
  const text = message.length <= MAX_NUMBER + 2 ? message.trim() : message;
  if (text.length <= MAX_NUMBER && DECIMAL.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? { [ONLY]: value } : null;
  }
  const found: [string, number][] = [];
  for (const [name, value] of Object.entries(readJsonObject(message) ?? {})) {
    if (typeof value !== "number" || name === "" || name.length > MAX_NAME) continue;
    found.push([name, value]);
    if (found.length === MAX_NUMBERS) break;
  }
  // Not by assignment: a field may be called __proto__.
  return found.length === 0 ? null : Object.fromEntries(found);
}
