/** Bits for each different source: with four of them set, about 1 % of the answers is a false yes. */
const BITS_A_SOURCE = 10;
const PROBES = 4;

/**
 * A Bloom filter over source addresses: says for sure that a block has nothing of an address, so
 * that a search for one need not unpack it.
 */
export function sourceFilter(sources: ReadonlySet<string>): Uint8Array {
  const filter = new Uint8Array(Math.ceil(sources.size * BITS_A_SOURCE / 8));
  const bits = filter.length * 8;
  for (const source of sources) {
    const hash = hashOf(source);
    const step = stepOf(hash);
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (hash + probe * step) % bits;
      filter[bit >> 3] |= 1 << (bit & 7);
    }
  }
  return filter;
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
