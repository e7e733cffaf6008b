/** Reads what a `ByteWriter` wrote. Every method throws a `RangeError` for bytes that it did not. */
export class ByteReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** A whole number, 0 <= value <= `max`. */
  number(max = Number.MAX_SAFE_INTEGER): number {
    const { bytes } = this;
    let byte = bytes[this.#at++];
    // Most numbers are one byte.
    if (byte < 128 && byte <= max) return byte;
    let value = 0, scale = 1;
    for (let length = 1; byte >= 128; length++) {
      if (length === 8) throw new RangeError("a number of the message is too long");
      value += (byte & 127) * scale;
      scale *= 128;
      byte = bytes[this.#at++];
    }
    if (byte === undefined) throw new RangeError("the message ends in the middle of a number");
    value += byte * scale;
    if (value > max) throw new RangeError(`${value} in the message is above ${max}`);
    return value;
  }

  /** A whole number of either sign. */
  signed(): number {
    const byte = this.bytes[this.#at];
    if (byte < 128) {
      this.#at++;
      return byte >> 1 ^ -(byte & 1);
    }
    const folded = this.number();
    return folded % 2 ? -(folded + 1) / 2 : folded / 2;
  }

  text(): string {
    const length = this.number(this.left);
    const part = this.bytes.subarray(this.#at, this.#at += length);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(part);
    } catch {
      throw new RangeError("a text of the message is not UTF-8");
    }
  }

  /** Bytes that are not read yet. */
  get left(): number {
    return Math.max(0, this.bytes.length - this.#at);
  }

  /** Call it last: the message must be over. */
  end(): void {
    if (this.left > 0) throw new RangeError(`${this.left} bytes behind the message`);
  }
}
