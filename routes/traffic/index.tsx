import { page } from "fresh";
import { Head } from "fresh/runtime";
import TrafficFeed from "@/islands/TrafficFeed.tsx";
import { readRateRange } from "@/components/traffic/rate_range.ts";
import { rankCountries } from "@/components/traffic/countries.ts";
import { reachableHost } from "@/components/traffic/sender_lines.ts";
import { readTrafficFilter } from "@/components/traffic/traffic_filter.ts";
import { pingedOf, pingersOf } from "@/shared/traffic/own_pings.ts";
import { define } from "@/server/define.ts";
import type { TrafficSnapshot } from "@/shared/live/traffic.ts";
import { trafficWords } from "@/components/words/traffic.ts";

const EVENTS_IN_PAGE = 100;
const HOUR_MS = 3_600_000;
/** Beyond that, the feed does not tell some of the agents' pings to host names from others'. */
const MAX_RESOLVED_IN_PAGE = 5_000;

export const handler = define.handlers(async (ctx) => {
  const { agents, targets, traffic, syslogPort } = ctx.state.domain;
  const [{ events }, countries, sites] = await Promise.all([
    traffic.events({ limit: EVENTS_IN_PAGE }),
    traffic.summary("country", HOUR_MS),
    traffic.sites(HOUR_MS),
  ]);
  const initial: TrafficSnapshot = {
    topic: "traffic",
    type: "snapshot",
    seq: 0,
    sentAtMs: Date.now(),
    events,
    rate: traffic.rate(),
    senders: traffic.senders(),
    counters: traffic.counters(),
  };
  return page({
    initial,
    countries: rankCountries(countries),
    sites: sites.map(({ site: name, requests, errors, p50Ms, p95Ms }) => {
      return { name, requests, errorShare: errors / requests, p50Ms, p95Ms };
    }),
    filter: readTrafficFilter(ctx.url.searchParams),
    range: readRateRange(ctx.url.searchParams),
    agents: pingersOf(agents.list(), ({ ref }) => agents.resolved(ref), MAX_RESOLVED_IN_PAGE),
    targets: targets.current().targets.flatMap(pingedOf),
    setUpUrl: ctx.state.person!.role === "viewer" ? null : "/admin/setup",
    syslogHost: reachableHost(ctx.url),
    syslogPort: syslogPort(),
  });
});

export default define.page<typeof handler>(function TrafficPage({ data }) {
  return (
    <main id="content">
      <Head>
        <title>{trafficWords().title} · Meshping</title>
      </Head>
      <TrafficFeed {...data} />
    </main>
  );
});
