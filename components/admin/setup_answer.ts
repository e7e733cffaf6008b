import type { Arrival, SenderHealth, TrafficCounters } from "@/shared/live/traffic.ts";

/** Who sends, and which kinds of sender have come. Times are Unix milliseconds. */
export interface SetUpState {
  atMs: number;
  senders: SenderHealth[];
  counters: TrafficCounters;
  arrivals: Arrival[];
}

type Fields = Record<string, unknown>;

/** What `GET /api/v1/traffic/senders` answered; throws a `TypeError`. */
export function setUpOf(answer: unknown): SetUpState {
  const { t, senders, counters, kinds } = (answer ?? {}) as Fields;
  if (!Array.isArray(senders) || !Array.isArray(kinds)) throw new TypeError("no senders");
  const { received, refused, dropped, kernel_dropped, numbers_left_out } =
    (counters ?? {}) as Fields;
  return {
    atMs: timeOf(t),
    counters: {
      ...{ received: Number(received), refused: Number(refused), dropped: Number(dropped) },
      kernelDropped: kernel_dropped === null ? null : Number(kernel_dropped),
      numbersLeftOut: Number(numbers_left_out),
    },
    senders: senders.map((sender: Fields) => ({
      address: String(sender.address),
      received: Number(sender.received),
      bytes: Number(sender.bytes),
      unparsed: Number(sender.unparsed),
      lastSeenAtMs: timeOf(sender.last_seen),
    })),
    arrivals: kinds.map((kind: Fields) => ({
      kind: kind.kind as Arrival["kind"],
      count: Number(kind.count),
      firstAtMs: timeOf(kind.first_at),
      lastAtMs: timeOf(kind.last_at),
      sender: String(kind.sender),
    })),
  };
}

/** Messages a second of each sender between two answers; none of one that is new. */
export function ratesBetween(before: SetUpState, now: SetUpState): Map<string, number> {
  const seconds = (now.atMs - before.atMs) / 1_000, rates = new Map<string, number>();
  if (seconds <= 0) return rates;
  const known = new Map(before.senders.map(({ address, received }) => [address, received]));
  for (const { address, received } of now.senders) {
    const last = known.get(address);
    // Fewer than before: the server was started again.
    if (last !== undefined && received >= last) rates.set(address, (received - last) / seconds);
  }
  return rates;
}

function timeOf(value: unknown): number {
  const atMs = typeof value === "string" ? Date.parse(value) : NaN;
  if (Number.isNaN(atMs)) throw new TypeError(`a time is ${JSON.stringify(value)}`);
  return atMs;
}
