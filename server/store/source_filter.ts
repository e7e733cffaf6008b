/** Bits for each different source: with four of them set, about 1 % of the answers is a false yes. */
const BITS_A_SOURCE = 10;
const PROBES = 4;

/**
 * A Bloom filter over source addresses: says for sure that a block has nothing of an address, so
 * that a search for one need not unpack it.
 *
 * @param sources As they come: the same one many times, and null for an event without one.
 */
export function sourceFilter(sources: readonly (string | null)[]): Uint8Array {
  const hashes = differentHashes(sources);
  const filter = new Uint8Array(Math.ceil(hashes.length * BITS_A_SOURCE / 8));
  const bits = filter.length * 8;
  for (const hash of hashes) {
    const step = stepOf(hash);
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (hash + probe * step) % bits;
      filter[bit >> 3] |= 1 << (bit & 7);
    }
  }
  return filter;
}

/** Sorting numbers takes a quarter of what a Set of texts takes. */
function differentHashes(sources: readonly (string | null)[]): Uint32Array {
  const all = new Uint32Array(sources.length);
  let count = 0;
  for (const source of sources) if (source !== null) all[count++] = hashOf(source);
  const sorted = all.subarray(0, count).sort();
  return sorted.filter((hash, i) => i === 0 || hash !== sorted[i - 1]);
}

/** False: not among the sources. True: among them, or one of the few false answers. */
export function mayContain(filter: Uint8Array, source: string): boolean {
  const bits = filter.length * 8;
  const hash = hashOf(source);
  const step = stepOf(hash);
  for (let probe = 0; probe < PROBES; probe++) {
    const bit = (hash + probe * step) % bits;
    if (bits === 0 || (filter[bit >> 3] & 1 << (bit & 7)) === 0) return false;
  }
  return true;
}

/** FNV-1a, an unsigned number of 32 bits. */
function hashOf(source: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < source.length; i++) {
    hash = Math.imul(hash ^ source.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Of double hashing: the distance between the bits of one source, never 0. */
const stepOf = (hash: number): number => (Math.imul(hash ^ hash >>> 15, 0x2c1b3c6d) >>> 0) | 1;
