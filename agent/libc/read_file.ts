import { O_CLOEXEC, O_RDONLY } from "@/agent/libc/linux.ts";
import { checked, cString, libc, pinnedBytes } from "@/agent/libc/libc.ts";

const CHUNK_BYTES = 65_536;

/**
 * Text of a file of the kernel's, such as `/proc/net/route`. `Deno.readTextFile` refuses `/proc`
 * unless every permission was given.
 *
 * @param maxBytes Where to stop reading: the rest is left out.
 * @throws {SystemCallError} when it cannot be opened or read.
 */
export function readKernelFile(path: string, maxBytes = 4 << 20): string {
  const fd = checked(`open(${path})`, libc().open(cString(path), O_RDONLY | O_CLOEXEC));
  try {
    const chunk = pinnedBytes(CHUNK_BYTES);
    const decoder = new TextDecoder();
    let text = "";
    for (let total = 0; total < maxBytes;) {
      const count = checked(`read(${path})`, libc().read(fd, chunk, BigInt(CHUNK_BYTES)));
      if (count === 0) break;
      total += count;
      text += decoder.decode(chunk.subarray(0, count), { stream: true });
    }
    return text + decoder.decode();
  } finally {
    libc().close(fd);
  }
}
