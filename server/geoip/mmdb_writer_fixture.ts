/**
 * Writes small MaxMind DB files for the tests: format version 2.0, IPv6 tree with 24-bit records,
 * as "MaxMind DB File Format Specification" has it. Test support only.
 *
 * @module
 */

export type MmdbValue = string | number | readonly MmdbValue[] | {
  readonly [k: string]: MmdbValue;
};

const utf8 = new TextEncoder();
const RECORD_BITS = 24;
const MARKER = [0xab, 0xcd, 0xef, ...utf8.encode("MaxMind.com")];

/**
 * @param networks Records by address bits, most significant first: `ipv4Bits("8.8.8.0", 24)`.
 */
export function writeMmdb(
  databaseType: string,
  networks: readonly (readonly [bits: string, record: MmdbValue])[],
): Uint8Array {
  const data: number[] = [];
  const nodes: (number | string | null)[][] = [[null, null]];
  for (const [bits, record] of networks) {
    const offset = `data:${data.length}`;
    data.push(...encode(record));
    let node = 0;
    for (const bit of bits.slice(0, -1)) {
      const next = nodes[node][Number(bit)] ?? nodes.push([null, null]) - 1;
      nodes[node][Number(bit)] = next;
      node = Number(next);
    }
    nodes[node][Number(bits.at(-1))] = offset;
  }
  const tree = nodes.flat().flatMap((record) => {
    const value = record === null
      ? nodes.length
      : typeof record === "number"
      ? record
      : nodes.length + 16 + Number(record.slice(5));
    return [value >> 16, (value >> 8) & 255, value & 255];
  });
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_790_000_000,
    database_type: databaseType,
    description: { en: "test" },
    ip_version: 6,
    languages: ["en"],
    node_count: nodes.length,
    record_size: RECORD_BITS,
  });
  return Uint8Array.from([...tree, ...new Array(16).fill(0), ...data, ...MARKER, ...metadata]);
}

/** The bits of an IPv4 network inside an IPv6 tree: 96 zeros first. */
export function ipv4Bits(network: string, prefix: number): string {
  const bits = network.split(".").map((part) => Number(part).toString(2).padStart(8, "0")).join("");
  return "0".repeat(96) + bits.slice(0, prefix);
}

function encode(value: MmdbValue): number[] {
  if (typeof value === "string") {
    const bytes = [...utf8.encode(value)];
    return [...control(2, bytes.length), ...bytes];
  }
  if (typeof value === "number") return Number.isInteger(value) ? uint32(value) : double(value);
  if (Array.isArray(value)) {
    return [...control(11, value.length), ...value.flatMap((item: MmdbValue) => encode(item))];
  }
  const entries = Object.entries(value);
  return [
    ...control(7, entries.length),
    ...entries.flatMap(([k, v]) => [...encode(k), ...encode(v)]),
  ];
}

function control(type: number, size: number): number[] {
  const extra = size < 29 ? [] : [size - 29];
  const low = Math.min(size, 29);
  return type <= 7 ? [(type << 5) | low, ...extra] : [low, type - 7, ...extra];
}

function uint32(value: number): number[] {
  return [...control(6, 4), value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function double(value: number): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return [...control(3, 8), ...bytes];
}
