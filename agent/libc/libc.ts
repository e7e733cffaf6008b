import { SYMBOLS } from "@/agent/libc/symbols.ts";
import { SystemCallError } from "@/agent/libc/system_call_error.ts";

type Symbols = Deno.StaticForeignLibraryInterface<typeof SYMBOLS>;

/** glibc, and musl for Alpine. */
const LIBRARIES = [
  "libc.so.6",
  `libc.musl-${Deno.build.arch}.so.1`,
];

let opened: Symbols | undefined;
let errnoView: Deno.UnsafePointerView | undefined;

/** ICMP probes cannot be sent from such a system. The message says where they can. */
export class SystemRefused extends Error {
  override readonly name = "SystemRefused";
}

/**
 * The C library's functions, opened at the first call: who never calls needs no `--allow-ffi`.
 * Stays open as long as the process.
 *
 * @throws {SystemRefused} where {@linkcode refusalFor} refuses, or without a C library it knows.
 * @throws {Deno.errors.NotCapable} without `--allow-ffi`.
 */
export function libc(): Symbols {
  return opened ??= openLibrary();
}

function openLibrary(): Symbols {
  const refusal = refusalFor(Deno.build.os, Deno.build.arch);
  if (refusal !== null) throw new SystemRefused(refusal);
  const refusals: string[] = [];
  for (const name of LIBRARIES) {
    try {
      return Deno.dlopen(name, SYMBOLS).symbols;
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) throw error;
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new SystemRefused(`no C library could be opened: ${refusals.join("; ")}`);
}

/** Why this program cannot call the C library of such a system; `null` where it can. */
export function refusalFor(os: string, arch: string): string | null {
  if (os === "linux" && (arch === "x86_64" || arch === "aarch64")) return null;
  const way = os === "windows" ? "WSL 2" : "a virtual machine or a container host";
  return `ICMP probes need Linux on x86-64 or aarch64; this is ${os} on ${arch}. ` +
    `Run the agent on a Linux machine, or here in ${way}.`;
}

/** The `errno` that the last failed call of this thread left. Only valid right after the call. */
export function lastErrno(): number {
  // The address is one per thread, and a JavaScript isolate stays on its thread. Reading the memory
  // directly keeps other calls, which could change errno, out of the way.
  errnoView ??= new Deno.UnsafePointerView(libc().__errno_location()!);
  return errnoView.getInt32();
}

/**
 * The checked door: gives the result of a call, or throws when it is negative.
 *
 * @param call What was called, for the message.
 * @throws {SystemCallError}
 */
export function checked(call: string, result: number | bigint): number {
  if (result < 0) throw new SystemCallError(call, lastErrno());
  return Number(result);
}

/**
 * Zeroed bytes whose address may be given to the kernel: always in memory of their own. The engine
 * keeps small typed arrays inside objects that its garbage collector moves.
 */
export function pinnedBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}

/** A C string: UTF-8 and a zero byte. Throws `TypeError` when a zero byte is inside. */
export function cString(text: string): Uint8Array<ArrayBuffer> {
  if (text.includes("\0")) throw new TypeError("a C string has no zero byte inside");
  const bytes = new TextEncoder().encode(text);
  const terminated = pinnedBytes(bytes.length + 1);
  terminated.set(bytes);
  return terminated;
}
