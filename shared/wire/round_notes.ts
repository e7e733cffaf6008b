/**
 * Notes on single results of a round: what there is to say beyond a number. They follow one
 * another; all numbers are little-endian.
 *
 * | offset | type | field                                        |
 * | ------ | ---- | -------------------------------------------- |
 * | 0      | u16  | index of the result in the round, from 0     |
 * | 2      | u8   | kind of note                                 |
 * | 3      | u8   | n, length of what follows in bytes           |
 * | 4      | n×u8 | as the kind says, see {@linkcode ResultNote} |
 *
 * A reader skips kinds that it does not know.
 */

/** One note; `index` says on which result of the round. */
export type ResultNote =
  /** Kind 1, 0 bytes: an end of the RTT was stamped by the program, not by the kernel. */
  | { index: number; kind: "user-stamped" }
  /** Kind 2: u8 type, u8 code, then the 4 or 16 bytes of the address that sent the ICMP error. */
  | { index: number; kind: "icmp-error"; type: number; code: number; from: Uint8Array }
  /** Kind 3: u32 RTT in µs of an answer that came after the time was up. */
  | { index: number; kind: "late"; rttUs: number }
  /** Kind 4: u16 how many further answers came to the one request. */
  | { index: number; kind: "duplicates"; count: number }
  /**
   * Kind 5: u16 status (0: none came), u32 µs to the first byte of the answer (0: none came), u32
   * end of the certificate in Unix seconds (0: no TLS, or unknown).
   */
  | { index: number; kind: "http"; status: number; ttfbUs: number; certificateEndS: number };

const CODES = { "user-stamped": 1, "icmp-error": 2, late: 3, duplicates: 4, http: 5 } as const;

/** More than the largest note takes, with its header: 22 bytes. */
const MAX_NOTE_BYTES = 22;
const HEADER_BYTES = 4;
const U16 = 0xffff;
const U32 = 0xffff_ffff;

/**
 * Notes as bytes. What does not fit into `maxBytes` is left out, from the end.
 * @returns how many were left out, beside the bytes
 */
export function encodeNotes(
  notes: readonly ResultNote[],
  maxBytes: number,
): { bytes: Uint8Array<ArrayBuffer>; leftOut: number } {
  const bytes = new Uint8Array(Math.min(maxBytes, notes.length * MAX_NOTE_BYTES));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [position, note] of notes.entries()) {
    if (at + HEADER_BYTES + lengthOf(note) > bytes.length) {
      return { bytes: bytes.slice(0, at), leftOut: notes.length - position };
    }
    at += writeNote(view, at, note);
  }
  return { bytes: bytes.slice(0, at), leftOut: 0 };
}

/**
 * Reads notes that came from outside. Kinds that are not known are skipped.
 * @param count results of the round
 * @throws {RangeError} that says what is wrong
 */
export function decodeNotes(bytes: Uint8Array, count: number): ResultNote[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const notes: ResultNote[] = [];
  for (let at = 0; at < bytes.length;) {
    const rest = bytes.length - at;
    if (rest < HEADER_BYTES || rest < HEADER_BYTES + view.getUint8(at + 3)) {
      throw new RangeError(`a note is cut off at byte ${at} of ${bytes.length}`);
    }
    const index = view.getUint16(at, true);
    if (index >= count) throw new RangeError(`a note on result ${index}, but there are ${count}`);
    const length = view.getUint8(at + 3);
    const note = readNote(view, at + HEADER_BYTES, length, index, view.getUint8(at + 2));
    if (note) notes.push(note);
    at += HEADER_BYTES + length;
  }
  return notes;
}

/**
 * The notes on one result, without making the others: of thousands of rounds, all but a few notes are
 * about other results. Takes bytes that {@linkcode decodeNotes} took once; stops where others break.
 */
export function notesOn(bytes: Uint8Array, index: number): ResultNote[] {
  const found: ResultNote[] = [];
  for (let at = 0; at + HEADER_BYTES <= bytes.length;) {
    const end = at + HEADER_BYTES + bytes[at + 3];
    if (end > bytes.length) break;
    if ((bytes[at] | bytes[at + 1] << 8) === index) {
      found.push(...decodeNotes(bytes.subarray(at, end), index + 1));
    }
    at = end;
  }
  return found;
}

function lengthOf(note: ResultNote): number {
  switch (note.kind) {
    case "user-stamped":
      return 0;
    case "icmp-error":
      return 2 + note.from.length;
    case "late":
      return 4;
    case "duplicates":
      return 2;
    case "http":
      return 10;
  }
}

function writeNote(view: DataView, at: number, note: ResultNote): number {
  const length = lengthOf(note);
  view.setUint16(at, note.index, true);
  view.setUint8(at + 2, CODES[note.kind]);
  view.setUint8(at + 3, length);
  const body = at + HEADER_BYTES;
  if (note.kind === "icmp-error") {
    view.setUint8(body, note.type);
    view.setUint8(body + 1, note.code);
    note.from.forEach((byte, i) => view.setUint8(body + 2 + i, byte));
  } else if (note.kind === "late") {
    view.setUint32(body, Math.min(U32, note.rttUs), true);
  } else if (note.kind === "duplicates") {
    view.setUint16(body, Math.min(U16, note.count), true);
  } else if (note.kind === "http") {
    view.setUint16(body, note.status, true);
    view.setUint32(body + 2, Math.min(U32, note.ttfbUs), true);
    view.setUint32(body + 6, Math.min(U32, note.certificateEndS), true);
  }
  return HEADER_BYTES + length;
}

/** `null` for a kind that is not known. */
function readNote(
  view: DataView,
  at: number,
  length: number,
  index: number,
  code: number,
): ResultNote | null {
  const needs = (...lengths: number[]) => {
    if (!lengths.includes(length)) {
      throw new RangeError(
        `a note of kind ${code} has ${lengths.join(" or ")} bytes, not ${length}`,
      );
    }
  };
  switch (code) {
    case CODES["user-stamped"]:
      needs(0);
      return { index, kind: "user-stamped" };
    case CODES["icmp-error"]: {
      needs(6, 18);
      const from = new Uint8Array(view.buffer, view.byteOffset + at + 2, length - 2).slice();
      return {
        index,
        kind: "icmp-error",
        type: view.getUint8(at),
        code: view.getUint8(at + 1),
        from,
      };
    }
    case CODES.late:
      needs(4);
      return { index, kind: "late", rttUs: view.getUint32(at, true) };
    case CODES.duplicates:
      needs(2);
      return { index, kind: "duplicates", count: view.getUint16(at, true) };
    case CODES.http:
      needs(10);
      return {
        index,
        kind: "http",
        status: view.getUint16(at, true),
        ttfbUs: view.getUint32(at + 2, true),
        certificateEndS: view.getUint32(at + 6, true),
      };
    default:
      return null;
  }
}
