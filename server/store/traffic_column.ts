/**
 * One field of many events: the one value of all; or whole numbers that rise by one; or different
 * values and an index for each event; or simply a value for each.
 */
export type Column =
  | { all: unknown }
  | { from: number }
  | { values: unknown[]; index: number[] }
  | { each: unknown[] };

/**
 * Finds the shortest way to say what a field is in each record; null when no record has it.
 *
 * @param get A function of its own for each field: `record[field]` is several times slower.
 */
export function toColumn<R>(records: readonly R[], get: (record: R) => unknown): Column | null {
  const count = records.length;
  const first = get(records[0]);
  let same = 1;
  while (same < count && get(records[same]) === first) same++;
  if (same === count) return first === undefined ? null : { all: first };
  if (typeof first === "number" && rises(records, get, first)) return { from: first };

  const places = new Map<unknown, number>([[first, 0]]);
  const index: number[] = new Array(count).fill(0);
  let last = first;
  let place = 0;
  for (let i = same; i < count; i++) {
    const value = get(records[i]);
    if (value !== last) {
      last = value;
      const known = places.get(value);
      place = known ?? places.size;
      if (known === undefined) places.set(value, place);
      // An index is worth its room only when values come again.
      if (places.size * 2 > count) return { each: records.map(get) };
    }
    index[i] = place;
  }
  return { values: [...places.keys()], index };
}

/** Calls `set` with the value of each of `count` records. */
export function readColumn(
  column: Column,
  count: number,
  set: (record: number, value: unknown) => void,
): void {
  if ("all" in column) { for (let i = 0; i < count; i++) set(i, column.all); }
  else if ("from" in column) { for (let i = 0; i < count; i++) set(i, column.from + i); }
  else if ("each" in column) { for (let i = 0; i < count; i++) set(i, column.each[i]); }
  else for (let i = 0; i < count; i++) set(i, column.values[column.index[i]]);
}

function rises<R>(records: readonly R[], get: (record: R) => unknown, first: number): boolean {
  if (!Number.isSafeInteger(first)) return false;
  return records.every((record, i) => get(record) === first + i);
}
