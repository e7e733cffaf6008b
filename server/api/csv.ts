/** Spreadsheets take a cell that begins so for a formula, and run it (ASVS 5, 1.2.10). */
const FORMULA = /^[=+\-@\t\r\0]/;

/** A line of RFC 4180. A cell that would be a formula gets an apostrophe, which shows it as text. */
export function csvLine(cells: readonly string[]): string {
  return cells.map(cell).join(",") + "\r\n";
}

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
