/** Bytes that grow while they are written. Whole numbers take 7 bits a byte, the lowest first. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** @param room bytes to have at hand from the start */
  constructor(room = 1_024) {
    this.#bytes = new Uint8Array(room);
  }

  /** What was written so far. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  /** A whole number, 0 <= value < 2^53. */
  number(value: number): void {
    this.#need(8);
    // Bit operations end at 32 bits; times in milliseconds do not.
    while (value > 0x7fff_ffff) {
      this.#bytes[this.#length++] = value % 128 | 128;
      value = Math.floor(value / 128);
    }
    while (value > 127) {
      this.#bytes[this.#length++] = value & 127 | 128;
      value >>>= 7;
    }
    this.#bytes[this.#length++] = value;
  }

  /** A whole number of either sign, |value| < 2^52: small ones of both signs stay short. */
  signed(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.number(bytes.length);
    this.#need(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #need(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}
