import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { TrafficMessage, TrafficSnapshot } from "@/shared/live/traffic.ts";
import { ownPings, type Pinged, type Pinger, pingersOf } from "@/shared/traffic/own_pings.ts";
import { agentsOf } from "@/components/admin/agents_answer.ts";
import { LiveHead } from "@/components/live/LiveHead.tsx";
import { useClock } from "@/components/live/use_clock.ts";
import { useLive } from "@/components/live/use_live.ts";
import { usePoll } from "@/components/live/use_poll.ts";
import { formatCount } from "@/components/text/format.ts";
import { COUNTRIES_URL, countriesOf, type CountryCount } from "@/components/traffic/countries.ts";
import { rateNow } from "@/shared/traffic/event_rate.ts";
import type { RateRange } from "@/components/traffic/rate_range.ts";
import { type Site, SITES_URL, sitesOf } from "@/components/traffic/sites.ts";
import { useSeries } from "@/components/traffic/use_series.ts";
import { FirstArrived, NothingYet } from "@/components/traffic/SetUpSteps.tsx";
import { type TrafficFilter, writeTrafficFilter } from "@/components/traffic/traffic_filter.ts";
import { TrafficBody } from "@/components/traffic/TrafficBody.tsx";
import { useTraffic } from "@/components/traffic/use_traffic.ts";
import { trafficWords } from "@/components/words/traffic.ts";

interface TrafficFeedProps {
  /** The feed as the server sent the page. */
  initial: TrafficSnapshot;
  /** Events by country in the last hour. */
  countries: CountryCount[];
  /** Web sites of the last hour. */
  sites: Site[];
  filter: TrafficFilter;
  range: RateRange;
  /** Agents and targets, to know their pings in the log of a machine. */
  agents: Pinger[];
  targets: Pinged[];
  /** Where senders are set up; `null` for who may not. */
  setUpUrl: string | null;
  syslogHost: string | null;
  syslogPort: number | null;
}

const AGENTS_URL = "/api/v1/agents";
/** Agents with their ICMP ids of now, and the addresses of host names that the page came with. */
const pingersSince = (first: readonly Pinger[]) => (answer: unknown) => {
  const resolved = new Map(first.map((pinger) => [pinger.id, new Map(pinger.resolved)]));
  return pingersOf(agentsOf(answer), ({ id }) => resolved.get(id ?? "") ?? new Map());
};

/** The live feed of what reaches the network. */
export default function TrafficFeed(props: TrafficFeedProps) {
  const words = trafficWords();
  const { initial, syslogHost, syslogPort, setUpUrl } = props;
  const traffic = useTraffic(initial);
  const countries = usePoll(COUNTRIES_URL, countriesOf, props.countries, 10_000).value;
  const sites = usePoll(SITES_URL, sitesOf, props.sites, 10_000).value;
  const agents = usePoll(AGENTS_URL, pingersSince(props.agents), props.agents, 15_000).value;
  const ownPing = useMemo(() => ownPings(agents.value, props.targets), [agents.value]);
  const connection = useLive<TrafficMessage>("traffic", traffic.receive);
  const now = useClock(traffic.sentAtMs.value, connection.value === "live");
  const filter = useSignal(props.filter), range = useSignal(props.range);
  const past = useSeries(range.value);
  const remember = () => {
    const params = new URLSearchParams(location.search);
    range.value === "5m" ? params.delete("range") : params.set("range", range.value);
    const search = writeTrafficFilter(filter.value, params);
    history.replaceState(null, "", location.pathname + search);
  };
  const change = (next: TrafficFilter) => {
    filter.value = next;
    remember();
  };
  const senders = traffic.senders.value, pausedAtMs = traffic.pausedAtMs.value;
  const startedEmpty = initial.counters.received === 0 && !initial.events.length;
  const firstSender = traffic.firstSender.value;
  return (
    <>
      <LiveHead
        title={words.title}
        connection={connection.value}
        pausedAtMs={pausedAtMs}
        waiting={words.waiting(formatCount(traffic.feed.value.waiting))}
        nowMs={pausedAtMs ?? now.value}
        onPause={() => traffic.pause(now.value)}
      >
        {words.fromSenders(
          rateInWords(rateNow(traffic.rate.value, now.value)),
          formatCount(senders.length),
          senders.length === 1,
        )}
      </LiveHead>
      {startedEmpty && firstSender === null
        ? <NothingYet host={syslogHost} port={syslogPort} setUpUrl={setUpUrl} />
        : (
          <>
            {startedEmpty && <FirstArrived sender={firstSender!} />}
            <TrafficBody
              {...{ traffic, setUpUrl }}
              countries={countries.value}
              sites={sites.value}
              ownPing={ownPing}
              filter={filter.value}
              range={range.value}
              rate={range.value === "5m" ? traffic.rate.value : past}
              nowMs={now.value}
              onFilter={change}
              onRange={(next) => {
                range.value = next;
                remember();
              }}
            />
          </>
        )}
    </>
  );
}

function rateInWords(perSecond: number): string {
  const number = perSecond < 9.95 ? perSecond.toFixed(1) : formatCount(Math.round(perSecond));
  return trafficWords().perSecond(number);
}
