const POINT = 46;
const ZERO = 48;

/**
 * The 32 bits of an IPv4 address in four decimal parts, as a signed number, which is the cheapest
 * key a Map can have. Null for any other text; `010.1.1.1` and `1.2.3` are none.
 */
export function ipv4Bits(text: string): number | null {
  const { length } = text;
  if (length < 7 || length > 15) return null;
  let bits = 0;
  let points = 0;
  let part = -1;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === POINT) {
      if (part < 0 || ++points > 3) return null;
      bits = bits << 8 | part;
      part = -1;
    } else {
      const digit = code - ZERO;
      if (!(digit >= 0 && digit <= 9) || part === 0) return null;
      part = part < 0 ? digit : part * 10 + digit;
      if (part > 255) return null;
    }
  }
  return points === 3 && part >= 0 ? bits << 8 | part : null;
}
