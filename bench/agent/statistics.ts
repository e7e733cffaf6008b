/** The value that a share of all is at or below, 0 to 1; NaN of nothing. */
export function quantile(values: number[], share: number): number {
  if (values.length === 0) return NaN;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Three digits say all that such a measurement can. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/**
 * How far the round trips of a prober are from those that were seen on the wire, in µs, for all
 * probes that both have.
 *
 * @param seenUs May have more probes of an address, sent earlier.
 */
export function errorsUs(
  measuredUs: Record<string, number[]>,
  seenUs: Record<string, number[]>,
): number[] {
  return Object.entries(measuredUs).flatMap(([address, list]) => {
    const seen = (seenUs[address] ?? []).slice(-list.length);
    if (seen.length < list.length) return [];
    return list.map((us, i) => us < 0 || seen[i] < 0 ? NaN : Math.abs(us - seen[i]))
      .filter((us) => !Number.isNaN(us));
  });
}

/** How many standard deviations a count of losses is from what chance has it be. */
export function deviations(lost: number, of: number, probability: number): number {
  return (lost - of * probability) / Math.sqrt(of * probability * (1 - probability));
}
