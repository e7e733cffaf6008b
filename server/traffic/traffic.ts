import type { Arrival, SenderHealth, TrafficCounters } from "@/shared/live/traffic.ts";
import type { Place } from "@/shared/traffic/event.ts";
import { addToRate, type EventRate } from "@/shared/traffic/event_rate.ts";
import type {
  NumberQuery,
  NumberSeries,
  SeriesQuery,
  SiteSummary,
  SourceSummary,
  TrafficCount,
  TrafficGroup,
  TrafficPage,
  TrafficQuery,
  TrafficService,
  TrafficStore,
  TrafficStretch,
} from "../domain/traffic.ts";

/** Whatever receives log lines, as this consumer sees it. */
export interface TrafficIntake {
  senders(): SenderHealth[];
  counters(): TrafficCounters;
  arrivals(): Arrival[];
  rate(): EventRate;
  locate(address: string): Promise<Place>;
  addLines(source: string, lines: string[]): Promise<void>;
}

export interface TrafficOptions {
  store: Pick<TrafficStore, "events" | "countBy" | "sites" | "series" | "source" | "numbers">;
  intake: TrafficIntake;
  now: () => number;
}

/** Inbound traffic as pages and the API see it. */
export class Traffic implements TrafficService {
  constructor(private readonly options: TrafficOptions) {}

  events(query: TrafficQuery): Promise<TrafficPage> {
    return this.options.store.events(query);
  }

  summary(by: TrafficGroup, windowMs: number): Promise<TrafficCount[]> {
    return this.options.store.countBy(by, this.options.now() - windowMs);
  }

  sites(windowMs: number): Promise<SiteSummary[]> {
    return this.options.store.sites(this.options.now() - windowMs);
  }

  series(query: SeriesQuery): Promise<TrafficStretch[]> {
    return this.options.store.series(query);
  }

  source(src: string): Promise<SourceSummary> {
    return this.options.store.source(src);
  }

  numbers(query: NumberQuery): Promise<NumberSeries[]> {
    return this.options.store.numbers(query);
  }

  senders(): SenderHealth[] {
    return this.options.intake.senders();
  }

  counters(): TrafficCounters {
    return this.options.intake.counters();
  }

  arrivals(): Arrival[] {
    return this.options.intake.arrivals();
  }

  rate(): EventRate {
    return addToRate(this.options.intake.rate(), [], 0, this.options.now());
  }

  locate(address: string): Promise<Place> {
    return this.options.intake.locate(address);
  }

  addLines(source: string, lines: string[]): Promise<void> {
    return this.options.intake.addLines(source, lines);
  }
}
