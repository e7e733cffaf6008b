import { MAX_KEPT_BYTES } from "./parse.ts";

/** The sender broke the framing: where the next message starts is not known any more. */
export class FramingError extends Error {
  override readonly name = "FramingError";
}

const LINE_FEED = 10;
const SPACE = 32;
const LESS_THAN = 60;
const MAX_LENGTH_DIGITS = 8;

const NOTHING = new Uint8Array(0);

type Mode = "unknown" | "counted" | "lines";

/**
 * Cuts a stream into syslog messages (RFC 6587): by octet counting (`MSG-LEN SP SYSLOG-MSG`) or by
 * line feeds, whichever the first bytes are. `123 <` is a count; anything else is a line, so that
 * plain lines which start with a number (an access log's address) are told apart too.
 *
 * Holds at most one message of {@linkcode MAX_KEPT_BYTES}; the rest of a longer one is left out.
 */
export class FrameReader {
  #mode: Mode = "unknown";
  /** Beginning of a message whose end has not come. */
  #kept: Uint8Array = NOTHING;
  /** Bytes of an overlong message that are still to be left out; in lines, until the line ends. */
  #skip = 0;

  /** @throws {FramingError} when a count is expected and none is there */
  *push(chunk: Uint8Array): Iterable<Uint8Array> {
    const kept = this.#kept;
    this.#kept = NOTHING;
    if (this.#mode === "lines") return yield* this.#lines(chunk, kept);
    const bytes = kept.length === 0 ? chunk : joined(kept, chunk);
    if (this.#mode === "unknown") this.#mode = modeOf(bytes);
    if (this.#mode === "counted") yield* this.#counted(bytes);
    else if (this.#mode === "lines") yield* this.#lines(bytes, NOTHING);
    else this.#kept = bytes.slice();
  }

  /** Whether messages come with their length, once that is known. */
  get isCounted(): boolean {
    return this.#mode === "counted";
  }

  /** What is left when the stream ends: a last line without its end. A part of a count is none. */
  end(): Uint8Array | null {
    return this.#mode !== "counted" && this.#kept.length > 0 ? this.#kept : null;
  }

  /** @param kept Beginning of the first line: only that line is put together. */
  *#lines(bytes: Uint8Array, kept: Uint8Array): Iterable<Uint8Array> {
    let start = 0;
    if (kept.length > 0) {
      const feed = bytes.indexOf(LINE_FEED);
      start = feed < 0 ? bytes.length : feed + 1;
      yield* this.#lines(joined(kept, bytes.subarray(0, start)), NOTHING);
      if (feed < 0) return;
    }
    for (let feed; (feed = bytes.indexOf(LINE_FEED, start)) >= 0; start = feed + 1) {
      if (this.#skip > 0) this.#skip = 0;
      else if (feed > start) yield bytes.subarray(start, Math.min(feed, start + MAX_KEPT_BYTES));
    }
    if (this.#skip > 0) return;
    if (bytes.length - start >= MAX_KEPT_BYTES) {
      yield bytes.subarray(start, start + MAX_KEPT_BYTES);
      this.#skip = 1;
    } else this.#kept = bytes.slice(start);
  }

  *#counted(bytes: Uint8Array): Iterable<Uint8Array> {
    let at = Math.min(this.#skip, bytes.length);
    this.#skip -= at;
    while (at < bytes.length) {
      const count = readCount(bytes, at);
      if (count === null) break;
      const { length, start } = count;
      const end = start + length;
      if (bytes.length < Math.min(end, start + MAX_KEPT_BYTES)) break;
      if (length > 0) yield bytes.subarray(start, Math.min(end, start + MAX_KEPT_BYTES));
      this.#skip = Math.max(0, end - bytes.length);
      at = end;
    }
    this.#kept = bytes.slice(at);
  }
}

/** Null when the count is not there as a whole. */
function readCount(bytes: Uint8Array, at: number): { length: number; start: number } | null {
  // Some senders end a counted message with a line feed all the same.
  while (bytes[at] === LINE_FEED) at++;
  let length = 0;
  for (let digits = 0; digits <= MAX_LENGTH_DIGITS; digits++, at++) {
    if (at >= bytes.length) return null;
    if (bytes[at] === SPACE && digits > 0) return { length, start: at + 1 };
    if (!isDigit(bytes[at])) break;
    length = length * 10 + bytes[at] - 48;
  }
  throw new FramingError("a message does not start with its length, as the first one did");
}

function modeOf(bytes: Uint8Array): Mode {
  if (bytes.length === 0) return "unknown";
  if (bytes[0] === 48) return "lines";
  for (let at = 0; at <= MAX_LENGTH_DIGITS; at++) {
    if (at >= bytes.length) return "unknown";
    if (bytes[at] === SPACE && at > 0) {
      if (at + 1 >= bytes.length) return "unknown";
      return bytes[at + 1] === LESS_THAN ? "counted" : "lines";
    }
    if (!isDigit(bytes[at])) return "lines";
  }
  return "lines";
}

const isDigit = (byte: number) => byte >= 48 && byte <= 57;

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
