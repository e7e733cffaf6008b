/** A piece of text: as it is, or the name of one character that must not act. */
export interface TextPart {
  text: string;
  /** True when `text` names a character that would not show or would move its neighbours. */
  named: boolean;
}

const NAMES: Readonly<Record<number, string>> = {
  0x00: "NUL",
  0x07: "BEL",
  0x08: "BS",
  0x09: "TAB",
  0x0a: "LF",
  0x0d: "CR",
  0x1b: "ESC",
  0x7f: "DEL",
  0xad: "SHY",
  0x200b: "ZWSP",
  0x200e: "LRM",
  0x200f: "RLM",
  0x202a: "LRE",
  0x202b: "RLE",
  0x202c: "PDF",
  0x202d: "LRO",
  0x202e: "RLO",
  0x2066: "LRI",
  0x2067: "RLI",
  0x2068: "FSI",
  0x2069: "PDI",
  0xfeff: "BOM",
};

// C0 and C1 controls, invisible ones, line separators, and what overrides the writing direction
// (Unicode Standard Annex 9). ZWJ and ZWNJ stay: emoji and several scripts are written with them.
const HIDDEN =
  // deno-lint-ignore no-control-regex -- finding control characters is the point
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * `text` cut at characters that would hide, move or colour other text, each replaced by its name:
 * an escape sequence in a log line then reads `ESC[31m` and does nothing.
 */
export function visibleParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), named: false });
    parts.push({ text: nameOf(match[0].charCodeAt(0)), named: true });
    from = match.index + 1;
  }
  if (from < text.length) parts.push({ text: text.slice(from), named: false });
  return parts;
}

/** As one string, for places that take no elements (a `title`, a canvas). */
export function visibleText(text: string): string {
  return visibleParts(text).map((part) => part.named ? `⟨${part.text}⟩` : part.text).join("");
}

function nameOf(code: number): string {
  return NAMES[code] ??
    (code < 0x100
      ? `x${code.toString(16).padStart(2, "0")}`
      : `U+${code.toString(16).toUpperCase()}`);
}
