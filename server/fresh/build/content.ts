import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { getMimeType } from "hono/utils/mime";
import { type Coding, CODINGS } from "../built_files.ts";

/** Short hash of bytes, for names, entity tags and build ids: 64 bits as hex. */
export function hashOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 16);
}

/** Content-Type of a file by its name. */
export function contentTypeOf(path: string): string {
  // SVG declares its own encoding, as XML does.
  if (path.endsWith(".svg")) return "image/svg+xml";
  if (/\.m?js$/.test(path)) return "text/javascript; charset=utf-8";
  return getMimeType(path) ?? "application/octet-stream";
}

const COMPRESSIBLE = /^text\/|[+/](json|xml|javascript|wasm)\b|^font\/(ttf|otf)|svg/;

/** Below this a variant saves no packet. */
const MIN_BYTES = 512;

const ENCODERS: Record<Coding, (bytes: Uint8Array) => Uint8Array> = {
  br: (bytes) =>
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    }),
  gzip: (bytes) => gzipSync(bytes, { level: 9 }),
};

/** Compressed variants worth having: at least a tenth smaller. */
export function variantsOf(type: string, bytes: Uint8Array): [Coding, Uint8Array][] {
  if (bytes.byteLength < MIN_BYTES || !COMPRESSIBLE.test(type)) return [];
  return CODINGS
    .map((coding): [Coding, Uint8Array] => [coding, ENCODERS[coding](bytes)])
    .filter(([, variant]) => variant.byteLength < bytes.byteLength * 0.9);
}
