import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Place, TrafficEvent } from "@/shared/traffic/event.ts";
import { RatePlot } from "@/components/chart/RatePlot.tsx";
import { useClock } from "@/components/live/use_clock.ts";
import { formatAgo, formatCount } from "@/components/text/format.ts";
import { Moment } from "@/components/text/Moment.tsx";
import { Visible } from "@/components/text/Visible.tsx";
import { type MeshLink, MeshLinks } from "@/components/traffic/MeshLinks.tsx";
import { addEvents, EMPTY_FEED } from "@/components/traffic/feed.ts";
import { FeedTable } from "@/components/traffic/FeedTable.tsx";
import { PlaceWords } from "@/components/traffic/PlaceWords.tsx";
import type { RateRange } from "@/components/traffic/rate_range.ts";
import { RateRanges } from "@/components/traffic/RateRanges.tsx";
import { ReverseName } from "@/components/traffic/ReverseName.tsx";
import { useSeries } from "@/components/traffic/use_series.ts";
import { addressWords } from "@/components/words/address.ts";

interface AddressViewProps {
  /** In its canonical form. */
  ip: string;
  place: Place;
  /** Of the events that are kept; times are Unix milliseconds. */
  count: number;
  firstAtMs: number | null;
  lastAtMs: number | null;
  /** Newest first. */
  events: TrafficEvent[];
  mesh: MeshLink[];
  nowMs: number;
}

/** Everything that is known of one address. */
export default function AddressView(props: AddressViewProps) {
  const words = addressWords();
  const { ip, place, count, events, mesh } = props;
  const now = useClock(props.nowMs, true), range = useSignal<Exclude<RateRange, "5m">>("24h");
  const rate = useSeries(range.value, ip);
  const rows = useMemo(() => addEvents(EMPTY_FEED, events).rows, [events]);
  return (
    <>
      <div class="head">
        <h1 class="wrap mono">{ip}</h1>
        <ReverseName ip={ip} />
        <a class="push small" href={`/traffic?from=${encodeURIComponent(ip)}`}>{words.inFeed}</a>
      </div>
      <div class="sect">
        <dl class="figs facts">
          <div>
            <dt>{words.place}</dt>
            <dd>
              <PlaceWords place={place} />
            </dd>
          </div>
          <div>
            <dt>{words.network}</dt>
            <dd>
              {place.asn === null ? "–" : (
                <>
                  AS{place.asn} <Visible text={place.organisation ?? ""} />
                </>
              )}
            </dd>
          </div>
          <div>
            <dt>{words.firstSeen}</dt>
            <dd>
              <Ago atMs={props.firstAtMs} nowMs={now.value} />
            </dd>
          </div>
          <div>
            <dt>{words.lastSeen}</dt>
            <dd>
              <Ago atMs={props.lastAtMs} nowMs={now.value} />
            </dd>
          </div>
          <div>
            <dt>{words.eventsKept}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        </dl>
        <MeshLinks links={mesh} />
      </div>
      {count > 0 && (
        <section class="sect" aria-label={words.rate}>
          <div class="sect-head">
            <h2>{words.rate}</h2>
            <RateRanges
              ranges={["1h", "24h"]}
              range={range.value}
              onRange={(next) => {
                if (next !== "5m") range.value = next;
              }}
            />
          </div>
          <RatePlot rate={rate} range={range.value} nowMs={props.nowMs} />
        </section>
      )}
      <section class="sect feed" aria-label={words.events}>
        <div class="sect-head">
          <h2>{words.events}</h2>
          {count > events.length && (
            <span class="small faint">{words.newestOf(events.length, formatCount(count))}</span>
          )}
        </div>
        {rows.length ? <FeedTable rows={rows} /> : <p class="empty dim">{words.noEvent}</p>}
      </section>
    </>
  );
}

function Ago({ atMs, nowMs }: { atMs: number | null; nowMs: number }) {
  const words = formatAgo(atMs, nowMs);
  return atMs === null ? <>{words}</> : <Moment atMs={atMs}>{words}</Moment>;
}
