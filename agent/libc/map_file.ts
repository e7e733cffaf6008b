import { MAP_PRIVATE, O_CLOEXEC, O_RDONLY, PROT_READ, PROT_WRITE } from "@/agent/libc/linux.ts";
import { checked, cString, lastErrno, libc } from "@/agent/libc/libc.ts";
import { SystemCallError } from "@/agent/libc/system_call_error.ts";

/** What mmap(2) gives when it fails. */
const MAP_FAILED = 2n ** 64n - 1n;

/** A file in this process's memory; any of its threads may look at it. */
export interface MappedFile {
  address: bigint;
  length: number;
}

/**
 * Maps a file into memory, which the system reads as it is looked at. Stays mapped as long as the
 * process, because nobody knows how long it is in use.
 *
 * Only for files that nobody shortens: looking at what is gone ends the process (SIGBUS).
 *
 * @throws {SystemCallError} when it cannot be opened or mapped, as an empty one cannot.
 * @throws {Deno.errors.NotFound} and the others of `Deno.statSync`.
 */
export function mapFile(path: string): MappedFile {
  const { size: length } = Deno.statSync(path);
  const fd = checked(`open(${path})`, libc().open(cString(path), O_RDONLY | O_CLOEXEC));
  try {
    // Writing would change a copy of the page, and not end the process.
    const access = PROT_READ | PROT_WRITE;
    const pointer = libc().mmap(null, BigInt(length), access, MAP_PRIVATE, fd, 0n);
    const address = BigInt(Deno.UnsafePointer.value(pointer));
    if (address === MAP_FAILED) throw new SystemCallError(`mmap(${path})`, lastErrno());
    return { address, length };
  } finally {
    libc().close(fd);
  }
}

/** What is in a file that this thread or another one of the process has mapped. */
export function mappedBytes({ address, length }: MappedFile): Uint8Array<ArrayBuffer> {
  const pointer = Deno.UnsafePointer.create(address)!;
  return new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(pointer, length));
}
