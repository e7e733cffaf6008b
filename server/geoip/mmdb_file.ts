import { Buffer } from "node:buffer";
import { Reader } from "maxmind";

/** A database file that was opened and looked at. */
export interface MmdbFile {
  /** As the file says, such as `GeoLite2-City`. */
  readonly type: string;
  /** Day the database was made, `YYYY-MM-DD`. */
  readonly builtOn: string;
  /** The file has IPv6 networks (and IPv4 among them), or IPv4 alone. */
  readonly ipVersion: 4 | 6;
  /** The record of an address in canonical text, or null. Never throws. */
  find(address: string): unknown;
}

/** A file that is no usable database; the message says which file, why, and what to do. */
export class MmdbFileError extends Error {
  override readonly name = "MmdbFileError";
}

/** Bytes between the search tree and the data section. */
const SEPARATOR_BYTES = 16;

/**
 * Makes a reader of a file's bytes, which it keeps.
 *
 * @param path For messages only.
 * @throws {MmdbFileError} when it is not a MaxMind DB of format 2, or was cut short.
 */
export function openMmdb(bytes: Uint8Array, path: string): MmdbFile {
  // `Reader` wants a Buffer; this one shares the memory.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = createReader(buffer, path);
  const { metadata } = reader;
  const { databaseType, ipVersion } = metadata;
  const builtAtMs = metadata.buildEpoch.getTime();
  if (metadata.binaryFormatMajorVersion !== 2 || typeof databaseType !== "string") {
    throw refuse(path, "its format version is not 2", "download it anew");
  }
  if ((ipVersion !== 4 && ipVersion !== 6) || !(metadata.nodeCount > 0)) {
    throw refuse(path, "it has no search tree", "download it anew");
  }
  if (metadata.searchTreeSize + SEPARATOR_BYTES > bytes.length) {
    throw refuse(path, "it is shorter than its search tree", "download it anew");
  }
  return {
    type: databaseType,
    builtOn: Number.isFinite(builtAtMs) ? new Date(builtAtMs).toISOString().slice(0, 10) : "?",
    ipVersion,
    find(address) {
      if (ipVersion === 4 && address.includes(":")) return null;
      try {
        return reader.get(address);
      } catch {
        // A damaged record must not stop the events of everybody else.
        return null;
      }
    },
  };
}

function createReader(buffer: Buffer, path: string): Reader<Record<never, never>> {
  if (buffer.length > 1 && buffer[0] === 0x1f && buffer[1] === 0x8b) {
    throw refuse(path, "it is compressed", "unpack the .mmdb file with gunzip or tar first");
  }
  try {
    return new Reader(buffer);
  } catch {
    throw refuse(
      path,
      "it is not a MaxMind DB (.mmdb) file, or only a part of one",
      "download it anew",
    );
  }
}

function refuse(path: string, reason: string, advice: string): MmdbFileError {
  return new MmdbFileError(`${path} cannot be used: ${reason}; ${advice}.`);
}
