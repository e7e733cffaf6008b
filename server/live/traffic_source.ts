import type {
  SenderHealth,
  TrafficCounters,
  TrafficDelta,
  TrafficSnapshot,
} from "@/shared/live/traffic.ts";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { addToRate, type EventRate } from "@/shared/traffic/event_rate.ts";
import type { TopicSource } from "./topic.ts";

/** Events a newcomer sees at once. */
const RECENT = 200;
/** Events sent a second; the rest is counted in `leftOut`. */
const MAX_A_SECOND = 200;

export interface TrafficState {
  senders(): SenderHealth[];
  counters(): TrafficCounters;
  /** What came in the last minutes, the events that were added among it. */
  rate(): EventRate;
  now(): number;
}

/** The inbound feed as a live topic. */
export class TrafficSource implements TopicSource {
  /** Newest first, at most {@linkcode RECENT}. */
  #recent: TrafficEvent[] = [];
  /** The same as of the last delta: what all viewers have. */
  #sent: TrafficEvent[];
  #sentRate: EventRate;
  /** Arrived since the last delta, newest first, at most {@linkcode MAX_A_SECOND}. */
  #fresh: TrafficEvent[] = [];
  #leftOut = 0;
  #sentSenders = new Map<string, string>();
  #sentCounters = "";

  /** @param recent newest first, as stored */
  constructor(private readonly state: TrafficState, recent: readonly TrafficEvent[]) {
    this.#recent = this.#sent = recent.slice(0, RECENT);
    this.#sentRate = state.rate();
  }

  /**
   * @param events in the order they arrived
   * @param leftOut how many more arrived among them
   */
  add(events: readonly TrafficEvent[], leftOut = 0): void {
    const newestFirst = events.toReversed();
    this.#recent = [...newestFirst, ...this.#recent].slice(0, RECENT);
    const all = [...newestFirst, ...this.#fresh];
    this.#fresh = all.slice(0, MAX_A_SECOND);
    this.#leftOut += leftOut + all.length - this.#fresh.length;
  }

  snapshot(seq: number): TrafficSnapshot {
    const sentAtMs = this.state.now();
    return {
      topic: "traffic",
      type: "snapshot",
      seq,
      sentAtMs,
      events: this.#sent,
      rate: addToRate(this.#sentRate, [], 0, sentAtMs),
      senders: this.state.senders(),
      counters: this.state.counters(),
    };
  }

  delta(seq: number): TrafficDelta | null {
    const senders = this.state.senders().filter((sender) => {
      const text = JSON.stringify(sender);
      if (this.#sentSenders.get(sender.address) === text) return false;
      this.#sentSenders.set(sender.address, text);
      return true;
    });
    const counters = this.state.counters();
    const countersText = JSON.stringify(counters);
    const events = this.#fresh;
    this.#sent = this.#recent;
    this.#sentRate = this.state.rate();
    const leftOut = this.#leftOut;
    const same = countersText === this.#sentCounters;
    if (events.length === 0 && leftOut === 0 && senders.length === 0 && same) return null;
    this.#fresh = [];
    this.#leftOut = 0;
    this.#sentCounters = countersText;
    const sentAtMs = this.state.now();
    return { topic: "traffic", type: "delta", seq, sentAtMs, events, leftOut, senders, counters };
  }
}
