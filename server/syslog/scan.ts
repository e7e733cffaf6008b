/**
 * Character tests and number readers for the log grammars. Every one looks at each character at
 * most once, so a parser made of them takes linear time whatever the input.
 *
 * @module
 */

const ZERO = 48;
const NINE = 57;

/** True for the character codes of `0` to `9`; false for NaN, which is what the end of text gives. */
export function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/**
 * The decimal number that `text` is from `start` to `end`, or null when anything but digits is in
 * there, when it is empty, or when it is above `max`.
 */
export function decimal(text: string, start: number, end: number, max: number): number | null {
  if (end <= start || end > text.length || end - start > 15) return null;
  let value = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code)) return null;
    value = value * 10 + (code - ZERO);
  }
  return value <= max ? value : null;
}

/** Index of the first space at or after `from`, or the length of `text`. */
export function tokenEnd(text: string, from: number): number {
  const space = text.indexOf(" ", from);
  return space < 0 ? text.length : space;
}

/** True when `text` is one to `maxLength` characters, all of them PRINTUSASCII (RFC 5424, 6). */
export function isPrintable(text: string, maxLength: number): boolean {
  if (text.length === 0 || text.length > maxLength) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 33 || code > 126) return false;
  }
  return true;
}
