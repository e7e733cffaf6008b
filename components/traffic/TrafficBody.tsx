import { useMemo } from "preact/hooks";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import type { OwnPing } from "@/shared/traffic/own_pings.ts";
import { RatePlot } from "@/components/chart/RatePlot.tsx";
import { formatCount } from "@/components/text/format.ts";
import { trafficWords } from "@/components/words/traffic.ts";
import { Countries } from "./Countries.tsx";
import type { CountryCount } from "./countries.ts";
import { FeedTable } from "./FeedTable.tsx";
import { Numbers } from "./Numbers.tsx";
import { type Site } from "./sites.ts";
import { Sites } from "./Sites.tsx";
import { Senders } from "./Senders.tsx";
import { compileFilter, isFiltered, patternOf, type TrafficFilter } from "./traffic_filter.ts";
import { TrafficMap } from "./TrafficMap.tsx";
import type { RateRange } from "./rate_range.ts";
import { RateRanges } from "./RateRanges.tsx";
import { TrafficTools } from "./TrafficTools.tsx";
import type { EventRate } from "@/shared/traffic/event_rate.ts";
import { usePattern } from "./use_pattern.ts";
import type { useTraffic } from "./use_traffic.ts";

interface TrafficBodyProps {
  traffic: ReturnType<typeof useTraffic>;
  countries: readonly CountryCount[];
  sites: readonly Site[];
  /** Tells the agents' own pings. */
  ownPing(event: TrafficEvent): OwnPing | null;
  filter: TrafficFilter;
  range: RateRange;
  rate: EventRate;
  /** Where senders are set up; `null` for who may not. */
  setUpUrl: string | null;
  nowMs: number;
  onFilter(filter: TrafficFilter): void;
  onRange(range: RateRange): void;
}

/** Filters, rate, countries, feed and senders. */
export function TrafficBody(props: TrafficBodyProps) {
  const { traffic, countries, filter, onFilter } = props;
  const { rows: kept, held, waiting } = traffic.feed.value;
  const fitting = useMemo(() => {
    const fits = compileFilter(filter, (event) => props.ownPing(event) !== null);
    return [...held ?? [], ...kept].filter(({ event }) => fits(event));
  }, [filter, kept, held, props.ownPing]);
  const { rows: found, problem } = usePattern(patternOf(filter.text), fitting);
  const newestKey = kept[0]?.key ?? 0;
  const rows = found.filter(({ key }) => key <= newestKey);
  const pausedAtMs = traffic.pausedAtMs.value;
  // What was dropped from the old end of what is held cannot be asked whether it fits.
  const isUncertain = isFiltered(filter) && waiting > (held?.length ?? 0);
  const newer = isFiltered(filter) ? found.length - rows.length : waiting;
  return (
    <>
      <TrafficTools
        filter={filter}
        countries={countries}
        problem={problem}
        paused={pausedAtMs !== null}
        shown={rows.length}
        kept={kept.length}
        onChange={onFilter}
        onClear={traffic.clear}
      />
      <Overview {...props} />
      {filter.sender !== null && (
        <Numbers
          key={filter.sender}
          sender={filter.sender}
          range={props.range === "24h" ? "24h" : "1h"}
          nowMs={props.nowMs}
        />
      )}
      <div class="split">
        <div class="sect feed">
          <FeedTable
            rows={rows}
            ownPing={props.ownPing}
            waiting={pausedAtMs === null && newer > 0
              ? trafficWords().newer(formatCount(newer), isUncertain)
              : null}
            onReading={traffic.read}
          />
          {!rows.length && <p class="small dim more" role="status">{trafficWords().nothingFits}</p>}
        </div>
        <div>
          <SitesSection {...props} />
          <SendersSection {...props} />
        </div>
      </div>
    </>
  );
}

function Overview(props: TrafficBodyProps) {
  const { traffic, countries, filter, range, rate, nowMs, onFilter } = props;
  const words = trafficWords();
  const pick = (country: string | null, city: string | null) =>
    onFilter({ ...filter, country, city });
  return (
    <div class="trio">
      <section aria-label={words.rate}>
        <div class="sect-head">
          <h2>{words.rate}</h2>
          <RateRanges range={range} onRange={props.onRange} />
        </div>
        <RatePlot rate={rate} range={range} nowMs={nowMs} />
        <p class="small dim state keys">
          <span class="kind icmp">ICMP</span>
          <span class="kind http">HTTP</span>
          <span class="kind connection">{words.otherIp}</span>
          <span class="kind">{words.kinds.text}</span>
          {rate.some(({ leftOut }) => leftOut > 0) && (
            <span class="kind left-out">{words.notShown}</span>
          )}
        </p>
      </section>
      <section aria-label={words.mapLabel}>
        <div class="sect-head">
          <h2>{words.whereFrom}</h2>
          <span class="small faint push wide">{words.mapHint}</span>
        </div>
        <TrafficMap
          map={traffic.map.value}
          country={filter.country}
          city={filter.city}
          onPick={pick}
        />
      </section>
      <section aria-label={words.countries}>
        <div class="sect-head">
          <h2>{words.countries}</h2>
          <span class="small faint push">{words.lastHour}</span>
        </div>
        <Countries
          counts={countries}
          country={filter.country}
          onPick={(country) => pick(country, null)}
        />
      </section>
    </div>
  );
}

/** Nothing at all where no access log ever came. */
function SitesSection({ sites, filter, onFilter }: TrafficBodyProps) {
  const words = trafficWords();
  if (sites.length === 0) return null;
  return (
    <section class="sect" aria-label={words.sites}>
      <div class="sect-head">
        <h2>{words.sites}</h2>
        <span class="small faint push">{words.lastHour}</span>
      </div>
      <Sites sites={sites} onPick={(name) => onFilter({ ...filter, kind: "http", text: name })} />
    </section>
  );
}

function SendersSection(props: TrafficBodyProps) {
  const words = trafficWords();
  const { traffic, nowMs, filter, onFilter } = props;
  return (
    <section class="sect" aria-label={words.senders}>
      <div class="sect-head">
        <h2>{words.senders}</h2>
        <span class="small faint push">{words.messages}</span>
      </div>
      <Senders
        senders={traffic.senders.value}
        counters={traffic.counters.value}
        nowMs={nowMs}
        without={filter.without}
        onWithout={(without) => onFilter({ ...filter, without })}
        onOnly={(sender) => onFilter({ ...filter, sender, without: [] })}
      />
      {props.setUpUrl !== null && (
        <p class="more">
          <a class="btn quiet" href={props.setUpUrl}>{words.setUpAnother}</a>
        </p>
      )}
    </section>
  );
}
