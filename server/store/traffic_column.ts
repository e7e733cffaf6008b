/**
 * One field of many events: the one value of all; or different values, and for each event which of
 * them it is, at `at` in the bytes beside the columns; or simply a value for each.
 */
export type Column = { all: unknown } | { values: unknown[]; at: number } | { each: unknown[] };

/** After so many events it is seen whether values come again often enough to be told apart. */
const LOOK = 128;
/** An index takes one byte while there are so many values, else two. */
const ONE_BYTE = 256;

/** Gathers one field of many records, and finds a short way to say it. Used again and again. */
export class ColumnWriter<R> {
  readonly #get: (record: R) => unknown;
  readonly #index: Uint16Array;
  readonly #places = new Map<unknown, number>();
  #values: unknown[] = [];
  #isEach = false;
  #isSeen = false;
  #count = 0;
  #last: unknown;
  #lastPlace = 0;

  /**
   * @param capacity Records at most.
   * @param get A function of its own for each field: `record[field]` is several times slower.
   */
  constructor(capacity: number, get: (record: R) => unknown) {
    this.#get = get;
    this.#index = new Uint16Array(capacity);
  }

  add(records: readonly R[]): void {
    const get = this.#get;
    if (this.#isEach) {
      for (const record of records) this.#values.push(get(record));
      this.#count += records.length;
      return;
    }
    for (const record of records) {
      const value = get(record);
      if (value !== this.#last || this.#count === 0) {
        this.#last = value;
        this.#lastPlace = this.#placeOf(value);
      }
      this.#index[this.#count++] = this.#lastPlace;
    }
    if (!this.#isSeen && this.#count >= LOOK) {
      this.#isSeen = true;
      if (this.#values.length * 2 > this.#count) this.#becomeEach();
    }
  }

  /** The column of all that was added, null when no record has the field; begins anew. */
  take(bytes: ByteWriter): Column | null {
    const column = this.#column(bytes);
    this.#values = [];
    this.#places.clear();
    this.#isEach = false;
    this.#isSeen = false;
    this.#count = 0;
    this.#last = undefined;
    return column;
  }

  #column(bytes: ByteWriter): Column | null {
    const values = this.#values;
    if (this.#isEach) return { each: values };
    if (values.length > 1) {
      const index = this.#index.subarray(0, this.#count);
      return { values, at: values.length <= ONE_BYTE ? bytes.put8(index) : bytes.put16(index) };
    }
    return values[0] === undefined ? null : { all: values[0] };
  }

  #placeOf(value: unknown): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const place = this.#values.push(value) - 1;
    this.#places.set(value, place);
    return place;
  }

  #becomeEach(): void {
    const each: unknown[] = [];
    for (let i = 0; i < this.#count; i++) each.push(this.#values[this.#index[i]]);
    this.#values = each;
    this.#places.clear();
    this.#isEach = true;
  }
}

/** Calls `set` with the value of each record from `from` up to `count`, without `count`. */
export function readColumn(
  column: Column,
  bytes: Uint8Array,
  from: number,
  count: number,
  set: (record: number, value: unknown) => void,
): void {
  if ("all" in column) { for (let i = from; i < count; i++) set(i, column.all); }
  else if ("each" in column) { for (let i = from; i < count; i++) set(i, column.each[i]); }
  else {
    const { values, at } = column;
    const isWide = values.length > ONE_BYTE;
    for (let i = from; i < count; i++) {
      set(i, values[isWide ? bytes[at + 2 * i] | bytes[at + 2 * i + 1] << 8 : bytes[at + i]]);
    }
  }
}

/** Bytes one after the other, in room that is used again. */
export class ByteWriter {
  #bytes = new Uint8Array(65_536);
  #length = 0;

  /** What was put since the last time: a view, valid until more is put. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  /** Of each number the low byte. Like all that puts, returns where it begins. */
  put8(numbers: Uint16Array): number {
    const at = this.#room(numbers.length);
    this.#bytes.set(numbers, at);
    this.#length += numbers.length;
    return at;
  }

  /** Little end first. */
  put16(numbers: Uint16Array): number {
    const at = this.#room(numbers.length * 2);
    for (let i = 0; i < numbers.length; i++) {
      this.#bytes[at + 2 * i] = numbers[i] & 255;
      this.#bytes[at + 2 * i + 1] = numbers[i] >> 8;
    }
    this.#length += numbers.length * 2;
    return at;
  }

  /** Little end first. */
  put32(number: number): number {
    const at = this.#room(4);
    this.#set32(at, number);
    this.#length += 4;
    return at;
  }

  putBytes(bytes: Uint8Array): number {
    const at = this.#room(bytes.length);
    this.#bytes.set(bytes, at);
    this.#length += bytes.length;
    return at;
  }

  /** As UTF-8. */
  putText(text: string): number {
    const at = this.#room(text.length * 3);
    this.#length += utf8.encodeInto(text, this.#bytes.subarray(at)).written;
    return at;
  }

  /** As UTF-8, with its length in bytes in front. */
  putCountedText(text: string): number {
    const at = this.put32(0);
    this.putText(text);
    this.#set32(at, this.#length - at - 4);
    return at;
  }

  #set32(at: number, number: number): void {
    for (let i = 0; i < 4; i++) this.#bytes[at + i] = number >>> 8 * i & 255;
  }

  #room(bytes: number): number {
    if (this.#length + bytes > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length + bytes, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    return this.#length;
  }
}

const utf8 = new TextEncoder();
