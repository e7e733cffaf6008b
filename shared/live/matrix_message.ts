import { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import type { MatrixView } from "./matrix.ts";
import { applyDelta, type MatrixDelta, readDelta, writeDelta } from "./matrix_delta.ts";
import { readSnapshot, writeSnapshot } from "./matrix_snapshot.ts";

/**
 * A message of the topic `matrix` on the wire is this byte, then the body under raw DEFLATE
 * (RFC 1951). The body is a kind and what belongs to it; its numbers are LEB128.
 */
export const MATRIX_VERSION = 1;

const SNAPSHOT = 1, DELTA = 2;

/** Everything, sent first and whenever a row or a column comes, goes or changes its name. */
export function snapshotBody(view: MatrixView): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(4 * view.states.length + 1_024);
  writer.number(SNAPSHOT);
  writeSnapshot(writer, view);
  return writer.bytes;
}

export function deltaBody(before: MatrixView, delta: MatrixDelta): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  writer.number(DELTA);
  writeDelta(writer, before, delta);
  return writer.bytes;
}

export function isSnapshot(body: Uint8Array): boolean {
  return body[0] === SNAPSHOT;
}

/**
 * The view after the message in `body`. Returns `null`, and changes nothing, when a delta does not
 * follow the view (a number is missing, or there was no snapshot yet) or the bytes are no message:
 * the page must then ask for a new snapshot. A delta changes the arrays of `view` in place.
 */
export function readMatrix(view: MatrixView | null, body: Uint8Array): MatrixView | null {
  const reader = new ByteReader(body);
  try {
    const kind = reader.number();
    if (kind === SNAPSHOT) {
      const next = readSnapshot(reader);
      reader.end();
      return next;
    }
    if (kind !== DELTA || !view) return null;
    const delta = readDelta(reader, view);
    reader.end();
    return delta.seq === view.seq + 1 ? applyDelta(view, delta) : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
