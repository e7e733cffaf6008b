import { type BitReader, BitWriter } from "./bits.ts";

/** Bits of a block's parameter. */
const K_BITS = 5;
const MAX_K = 24;
/** A quotient of so many ones is no quotient: the number follows with all of its 32 bits. */
const ESCAPE = 20;

/**
 * Writes u32 numbers as Golomb–Rice codes (R. F. Rice, 1979) with one parameter `k` for all of
 * them: 5 bits of `k`; then each number's quotient by 2^k in unary (ones, then a zero) and its
 * remainder in k bits. A quotient of 20 or more is written as 20 ones and the number in 32 bits, so
 * an outlier costs 52 bits and no more.
 */
export function writeRice(out: BitWriter, values: Uint32Array, from: number, to: number): void {
  const k = bestK(values, from, to);
  out.write(k, K_BITS);
  const mask = (1 << k) - 1;
  for (let i = from; i < to; i++) {
    const value = values[i];
    const quotient = value >>> k;
    if (quotient >= ESCAPE) {
      out.write((1 << ESCAPE) - 1, ESCAPE);
      out.write(value >>> 16, 16);
      out.write(value & 0xffff, 16);
      continue;
    }
    out.write((1 << (quotient + 1)) - 2, quotient + 1);
    out.write(value & mask, k);
  }
}

/** Reads `to - from` numbers into their places. @throws {RangeError} for damaged bytes */
export function readRice(bits: BitReader, values: Uint32Array, from: number, to: number): void {
  const k = bits.read(K_BITS);
  if (k > MAX_K) throw new RangeError(`there is no parameter ${k}`);
  for (let i = from; i < to; i++) {
    const quotient = bits.readOnes(ESCAPE);
    values[i] = quotient === ESCAPE
      ? bits.read(16) * 0x10000 + bits.read(16)
      : quotient * 2 ** k + bits.read(k);
  }
}

/** How many bits {@linkcode writeRice} needs. */
export function riceBits(values: Uint32Array, from: number, to: number): number {
  return K_BITS + bitsWith(bestK(values, from, to), values, from, to);
}

/** The mean says about where the best parameter is; outliers make it too high, so it goes down. */
function bestK(values: Uint32Array, from: number, to: number): number {
  if (from === to) return 0;
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  let k = Math.min(MAX_K, Math.max(0, 31 - Math.clz32(sum / (to - from))));
  let bits = bitsWith(k, values, from, to);
  while (k > 0) {
    const fewer = bitsWith(k - 1, values, from, to);
    if (fewer > bits) break;
    bits = fewer;
    k--;
  }
  return k;
}

function bitsWith(k: number, values: Uint32Array, from: number, to: number): number {
  let bits = 0;
  for (let i = from; i < to; i++) {
    const quotient = values[i] >>> k;
    bits += quotient >= ESCAPE ? ESCAPE + 32 : quotient + 1 + k;
  }
  return bits;
}
