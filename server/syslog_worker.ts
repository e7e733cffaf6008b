/**
 * The Worker of inbound traffic: receives, parses, locates and stores, so that a flood stalls no
 * page. What goes to the main thread is only what is shown.
 *
 * @module
 */
import { ConfigError } from "./config.ts";
import type { ArrivalStore, TrafficStore } from "./domain/traffic.ts";
import { type Locator, openLocator } from "./geoip/locator.ts";
import { every } from "./every.ts";
import type { Log } from "./log.ts";
import { PortTaken } from "./port_taken.ts";
import { openTrafficStore } from "./store/store.ts";
import { parseAllowList } from "./syslog/allow_list.ts";
import { LineIntake } from "./syslog/line_intake.ts";
import { wallClocks } from "./syslog/sender_zones.ts";
import type { SyslogOrder, SyslogReport, SyslogSettings } from "./syslog_messages.ts";
import { SyslogReceivers } from "./syslog_receivers.ts";
import { Inflow } from "./traffic/inflow.ts";
import { Sightings } from "./traffic/sightings.ts";

const NEWS_MS = 200;
const COUNTS_MS = 1_000;
const GEOIP_REFRESH_MS = 60_000;

/** Of the scope of a dedicated Worker, which the library's types do not know. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<SyslogOrder>) => void) | null;
  postMessage(message: SyslogReport): void;
};
const report = (message: SyslogReport) => scope.postMessage(message);

const log: Log = (level, message, error) =>
  report({
    type: "log",
    level,
    message: error === undefined ? message : `${message}: ${reasonOf(error)}`,
  });

interface Running {
  locator: Locator;
  intake: LineIntake;
  sightings: Sightings;
  close(): Promise<void>;
}

let running: Running | null = null;

scope.onmessage = ({ data }) => {
  handle(data).catch((error) => {
    if ("id" in data) report({ type: "failed", id: data.id, message: reasonOf(error) });
    else report({ type: "refused", because: kindOf(error), message: reasonOf(error) });
  });
};

async function handle(order: SyslogOrder): Promise<void> {
  if (order.type === "start") {
    running = await start(order.settings);
    return;
  }
  if (order.type === "close") {
    await running?.close();
    report({ type: "closed" });
    return;
  }
  if (running === null) throw new Error("syslog is not running");
  const { locator, intake, sightings } = running;
  if (order.type === "mesh") {
    sightings.know(order.agents, order.targets);
    return;
  }
  if (order.type === "locate") {
    report({ type: "answer", id: order.id, place: locator.locate(order.address) });
    return;
  }
  const utf8 = new TextEncoder();
  await intake.takeNow(order.lines.map((line) => utf8.encode(line)), order.source);
  report({ type: "answer", id: order.id, place: null });
}

async function start(settings: SyslogSettings): Promise<Running> {
  await using stack = new AsyncDisposableStack();
  const { store, sightings: sightingStore, arrivals, close } = openTrafficStore(
    settings.databasePath,
  );
  stack.defer(close);
  const locator = await openLocator({
    cityPath: settings.geoipCity ?? undefined,
    asnPath: settings.geoipAsn ?? undefined,
    onProblem: (message) => log("warning", message),
  });
  stack.defer(() => locator.close());

  const inflow = new Inflow(store);
  const sightings = new Sightings(sightingStore);
  const intake = new LineIntake({
    onEvents: async (events) => {
      await inflow.take(events);
      // The events are stored: who sent them must not send them again for this.
      await sightings.take(events).catch((error) =>
        log("error", "syslog: the agents' own pings were not kept", error)
      );
    },
    onError: (error) => log("error", "syslog: events were not stored", error),
    allowList: parseAllowList(settings.allow),
    wallClockOf: wallClocks(settings.zones),
    locate: (address) => locator.locate(address),
    arrivals: await arrivals.arrivals(),
  });
  const receivers = new SyslogReceivers(settings, intake, log);
  const { tell } = news(inflow, intake, receivers, store);

  const onError = (error: unknown) => log("error", "syslog: a background job failed", error);
  // Disposed last part first: receivers, what waits, counts, the last news, database.
  stack.defer(tell);
  const keepCounts = counts(store, arrivals, intake);
  stack.defer(keepCounts);
  stack.defer(() => intake.flush());
  stack.defer(() => receivers.close());
  stack.use(every(NEWS_MS, onError, tell));
  stack.use(every(COUNTS_MS, onError, keepCounts));
  stack.use(every(GEOIP_REFRESH_MS, onError, () => locator.refresh()));
  report({
    type: "started",
    address: receivers.address,
    port: receivers.port,
    tlsPort: receivers.tlsPort,
  });
  // What came before this process is known at once.
  tell();
  // The first look-up of an address should not wait for the file.
  locator.preload();
  const parts = stack.move();
  return { locator, intake, sightings, close: () => parts.disposeAsync() };
}

/** Writes down what has been counted since the last time. */
function counts(store: TrafficStore, arrivals: ArrivalStore, intake: LineIntake) {
  let kept = JSON.stringify(intake.arrivals());
  return async () => {
    await store.writeCounts();
    const rows = intake.arrivals(), text = JSON.stringify(rows);
    if (text === kept) return;
    await arrivals.keepArrivals(rows);
    kept = text;
  };
}

/** Tells the main thread what is new, when anything is. */
function news(
  inflow: Inflow,
  intake: LineIntake,
  receivers: SyslogReceivers,
  store: TrafficStore,
) {
  let told = "";
  const tell = () => {
    const { events, leftOut } = inflow.news();
    const { received, refused, dropped, failed } = intake.counters();
    const kernelDropped = receivers.kernelDropped();
    const numbersLeftOut = store.numbersLeftOut();
    const counters = {
      ...{ received, refused, dropped: dropped + failed },
      ...{ kernelDropped, numbersLeftOut },
    };
    const text = JSON.stringify(counters);
    if (text === told && events.length === 0) return;
    told = text;
    const senders = intake.senders().map(({ refused: _, ...health }) => health);
    report({ type: "news", events, leftOut, senders, counters, arrivals: intake.arrivals() });
  };
  return { tell };
}

const reasonOf = (error: unknown) => error instanceof Error ? error.message : String(error);

const kindOf = (error: unknown) =>
  error instanceof ConfigError ? "config" : error instanceof PortTaken ? "port" : "other";
