/** Appends numbers in LEB128: seven bits a byte, lowest first, the top bit says that more follow. */
export class VarintWriter {
  #bytes: number[] = [];

  /** @param value a whole number from 0 to 2^53 - 1 */
  write(value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`${value} is no whole number from 0 to 2^53 - 1`);
    }
    while (value >= 0x80) {
      this.#bytes.push(value % 0x80 | 0x80);
      value = Math.floor(value / 0x80);
    }
    this.#bytes.push(value);
    return this;
  }

  writeBytes(bytes: Uint8Array): this {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}

/** Reads what {@linkcode VarintWriter} wrote. What it throws for damaged bytes is a RangeError. */
export class VarintReader {
  constructor(readonly bytes: Uint8Array, public offset = 0) {}

  read(): number {
    let value = 0;
    for (let scale = 1;; scale *= 0x80) {
      if (this.offset >= this.bytes.length) throw new RangeError("the bytes end too early");
      const byte = this.bytes[this.offset++];
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError("a number is too large");
      if (byte < 0x80) return value;
    }
  }

  /** Reads a count of things of which there can be at most `max`. */
  readUpTo(max: number): number {
    const value = this.read();
    if (value > max) throw new RangeError(`a count of ${value}, where ${max} are possible`);
    return value;
  }

  readBytes(length: number): Uint8Array<ArrayBuffer> {
    if (length > this.bytes.length - this.offset) throw new RangeError("the bytes end too early");
    return this.bytes.slice(this.offset, this.offset += length);
  }
}
