/** Appends bits, most significant first, to bytes that grow. */
export class BitWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  /** Bits that do not fill a byte yet, and how many of them there are (0 to 7). */
  #rest = 0;
  #restBits = 0;

  constructor(capacity = 1024) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Writes the lowest `bits` (0 to 24) bits of `value`, the higher ones of which must be 0. */
  write(value: number, bits: number): void {
    this.#rest = (this.#rest << bits) | value;
    this.#restBits += bits;
    while (this.#restBits >= 8) {
      this.#restBits -= 8;
      if (this.#length === this.#bytes.length) this.#grow();
      this.#bytes[this.#length++] = this.#rest >>> this.#restBits;
    }
    this.#rest &= 0xff;
  }

  /** Fills the last byte with zeros and returns everything written. */
  finish(): Uint8Array<ArrayBuffer> {
    if (this.#restBits > 0) this.write(0, 8 - this.#restBits);
    return this.#bytes.slice(0, this.#length);
  }

  #grow(): void {
    const bytes = new Uint8Array(this.#bytes.length * 2);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}

/** Reads bits as {@linkcode BitWriter} wrote them. */
export class BitReader {
  #at: number;
  #rest = 0;
  #restBits = 0;

  constructor(private readonly bytes: Uint8Array, offset: number) {
    this.#at = offset;
  }

  /** Reads 0 to 24 bits. @throws {RangeError} behind the last byte */
  read(bits: number): number {
    while (this.#restBits < bits) this.#fill();
    this.#restBits -= bits;
    const value = this.#rest >>> this.#restBits;
    this.#rest &= (1 << this.#restBits) - 1;
    return value;
  }

  /** Counts ones up to the next zero, which is read too, or up to `limit` ones. */
  readOnes(limit: number): number {
    let ones = 0;
    while (ones < limit) {
      if (this.#restBits === 0) this.#fill();
      this.#restBits--;
      const bit = this.#rest >>> this.#restBits;
      this.#rest &= (1 << this.#restBits) - 1;
      if (bit === 0) break;
      ones++;
    }
    return ones;
  }

  #fill(): void {
    if (this.#at >= this.bytes.length) throw new RangeError("the bits end too early");
    this.#rest = (this.#rest << 8) | this.bytes[this.#at++];
    this.#restBits += 8;
  }
}
