import { MAP_PRIVATE, O_CLOEXEC, O_RDONLY, PROT_READ, PROT_WRITE } from "@/agent/libc/linux.ts";
import { checked, cString, lastErrno, libc } from "@/agent/libc/libc.ts";
import { SystemCallError } from "@/agent/libc/system_call_error.ts";

/** What mmap(2) gives when it fails. */
const MAP_FAILED = 2n ** 64n - 1n;

/**
 * What is in a file, as memory that the system reads as it is looked at, and shares between all who
 * map the file: threads and processes. Stays mapped as long as the process, because nobody knows how
 * long such an array is in use.
 *
 * Only for files that nobody shortens: looking at what is gone ends the process (SIGBUS).
 *
 * @throws {SystemCallError} when it cannot be opened or mapped; {Deno.errors.NotFound} and the others
 * of `Deno.statSync`.
 */
export function mapFile(path: string): Uint8Array<ArrayBuffer> {
  const { size } = Deno.statSync(path);
  if (size === 0) return new Uint8Array(0);
  const fd = checked(`open(${path})`, libc().open(cString(path), O_RDONLY | O_CLOEXEC));
  try {
    // Writing would change a copy of the page, and not end the process.
    const access = PROT_READ | PROT_WRITE;
    const pointer = libc().mmap(null, BigInt(size), access, MAP_PRIVATE, fd, 0n);
    if (pointer === null || Deno.UnsafePointer.value(pointer) === MAP_FAILED) {
      throw new SystemCallError(`mmap(${path})`, lastErrno());
    }
    return new Uint8Array(Deno.UnsafePointerView.getArrayBuffer(pointer, size));
  } finally {
    libc().close(fd);
  }
}
