import { MAX_TARGETS } from "../target.ts";

/**
 * The binary frame of one round, agent to server. All numbers are little-endian, so that the
 * results can be read in place as a `Uint32Array`.
 *
 * | offset | type  | field                                                        |
 * | ------ | ----- | ------------------------------------------------------------ |
 * | 0      | u8    | kind of frame: 1                                             |
 * | 1      | u8    | flags, see {@linkcode ROUND_FLAGS}                           |
 * | 2      | u16   | reserved, 0                                                  |
 * | 4      | u32   | session: random, chosen when the agent's process started     |
 * | 8      | u32   | number of the round in its session, from 1                   |
 * | 12     | u32   | revision of the target list that was probed                  |
 * | 16     | u64   | start of the round, Unix time in ms by the server's clock    |
 * | 24     | u32   | n, targets in that revision                                  |
 * | 28     | u32   | m, length of the notes in bytes                              |
 * | 32     | n×u32 | RTT in microseconds, or a code of {@linkcode RESULT_CODES}   |
 * | 32+4n  | m×u8  | notes on single results, see `round_notes.ts`                |
 */
export interface RoundFrame {
  session: number;
  round: number;
  revision: number;
  startedAtMs: number;
  /** Bits of {@linkcode ROUND_FLAGS}. */
  flags: number;
  /** One for each target of the revision, in its order. */
  results: Uint32Array;
  /** What there is to say of single results beyond a number; empty for most rounds. */
  notes: Uint8Array;
}

/** What is true of a whole round. */
export const ROUND_FLAGS = {
  /** The agent's process was starved of CPU time while it measured. */
  starved: 1,
  /** The agent's wall clock was set since its last round, so `startedAtMs` made a jump. */
  clockStepped: 2,
  /** The agent's clock was over `CLOCK_OFF_MS` from the server's; the start is corrected. */
  clockOff: 4,
} as const;
const KNOWN_FLAGS = ROUND_FLAGS.starved | ROUND_FLAGS.clockStepped | ROUND_FLAGS.clockOff;

/** Results that are no RTT. Codes count down from the top of u32; an RTT is at most 71 minutes. */
export const RESULT_CODES = {
  /** No answer in time. */
  timeout: 0xffff_ffff,
  /** A router or the host said that it cannot be reached. */
  unreachable: 0xffff_fffe,
  /** The packet could not be sent. */
  sendFailed: 0xffff_fffd,
  /** The host name has no address. */
  unresolved: 0xffff_fffc,
  /** The agent did not probe this target in this round. */
  notProbed: 0xffff_fffb,
  /** The host refused the connection. */
  refused: 0xffff_fffa,
  /** The connection was cut before the answer was complete. */
  reset: 0xffff_fff9,
  /** TLS failed, or the certificate is not one to trust. */
  badTls: 0xffff_fff8,
  /** The answer is not HTTP. */
  notHttp: 0xffff_fff7,
  /** HTTP status 400 or above; the note has it. */
  badStatus: 0xffff_fff6,
  /** One redirect after the other. */
  redirectLoop: 0xffff_fff5,
  /** The body of the answer is longer than an agent reads. */
  bodyTooLong: 0xffff_fff4,
} as const;

/** The smallest value that is a code. */
export const FIRST_RESULT_CODE = 0xffff_ff00;

/** RTT in µs, `null` for lost, `undefined` for not probed (no data). */
export function rttOf(result: number): number | null | undefined {
  if (result < FIRST_RESULT_CODE) return result;
  return result === RESULT_CODES.notProbed ? undefined : null;
}

const KIND_ROUND = 1;
const HEADER_BYTES = 32;
/** Notes beyond this are more than there is to say of 20,000 results. */
export const MAX_NOTES_BYTES = 512 * 1024;
/** The longest frame there is, in bytes: 20,000 results and all the notes. */
export const MAX_ROUND_BYTES = HEADER_BYTES + 4 * MAX_TARGETS + MAX_NOTES_BYTES;
/** Years 2001 to 2286: a clock outside of it is broken, and would sort a round where no one looks. */
const MIN_STARTED_AT_MS = 1e12;
const MAX_STARTED_AT_MS = 1e13;

/** Whether a clock's time can be that of a round. */
export function isRoundTime(startedAtMs: number): boolean {
  return startedAtMs >= MIN_STARTED_AT_MS && startedAtMs <= MAX_STARTED_AT_MS;
}

/** Length of a round as a frame, in bytes. */
export function roundBytes({ results, notes }: Pick<RoundFrame, "results" | "notes">): number {
  return HEADER_BYTES + results.byteLength + notes.byteLength;
}

export function encodeRound(frame: RoundFrame): Uint8Array<ArrayBuffer> {
  const { results, notes } = frame;
  const bytes = new Uint8Array(HEADER_BYTES + results.byteLength + notes.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, KIND_ROUND);
  view.setUint8(1, frame.flags);
  view.setUint32(4, frame.session, true);
  view.setUint32(8, frame.round, true);
  view.setUint32(12, frame.revision, true);
  view.setBigUint64(16, BigInt(frame.startedAtMs), true);
  view.setUint32(24, results.length, true);
  view.setUint32(28, notes.length, true);
  for (let i = 0; i < results.length; i++) view.setUint32(HEADER_BYTES + 4 * i, results[i], true);
  bytes.set(notes, HEADER_BYTES + results.byteLength);
  return bytes;
}

/**
 * Reads a frame that came from outside.
 * @param maxResults the longest list the receiver has given out
 * @throws {RangeError} that says what is wrong with the frame
 */
export function decodeRound(bytes: Uint8Array, maxResults: number): RoundFrame {
  if (bytes.byteLength < HEADER_BYTES) {
    throw new RangeError(
      `a round frame has at least ${HEADER_BYTES} bytes, not ${bytes.byteLength}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint8(0) !== KIND_ROUND) {
    throw new RangeError(`unknown frame kind ${view.getUint8(0)}`);
  }
  const flags = view.getUint8(1);
  if ((flags & ~KNOWN_FLAGS) !== 0 || view.getUint16(2, true) !== 0) {
    throw new RangeError("unknown flags: this server speaks meshping.v1");
  }
  const count = view.getUint32(24, true);
  if (count > maxResults) throw new RangeError(`${count} results, but the list has ${maxResults}`);
  const notesLength = view.getUint32(28, true);
  if (notesLength > MAX_NOTES_BYTES) throw new RangeError(`${notesLength} bytes of notes`);
  const notesAt = HEADER_BYTES + 4 * count;
  if (bytes.byteLength !== notesAt + notesLength) {
    throw new RangeError(
      `${count} results and ${notesLength} bytes of notes do not fit a frame of ${bytes.byteLength} bytes`,
    );
  }
  const startedAtMs = Number(view.getBigUint64(16, true));
  if (!isRoundTime(startedAtMs)) {
    throw new RangeError(`the round's start ${startedAtMs} is no time in milliseconds`);
  }
  const round = view.getUint32(8, true);
  if (round === 0) throw new RangeError("rounds are numbered from 1");
  const results = new Uint32Array(count);
  for (let i = 0; i < count; i++) results[i] = view.getUint32(HEADER_BYTES + 4 * i, true);
  return {
    session: view.getUint32(4, true),
    round,
    revision: view.getUint32(12, true),
    startedAtMs,
    flags,
    results,
    notes: bytes.slice(notesAt),
  };
}
