/**
 * The Worker of inbound traffic: receives, has it read by Workers of its own, and stores, so that a
 * flood stalls no page. What goes to the main thread is only what is shown.
 *
 * @module
 */
import { BatchKeeper } from "./batch_keeper.ts";
import { ConfigError } from "./config.ts";
import type { ArrivalStore, TrafficStore } from "./domain/traffic.ts";
import { every } from "./every.ts";
import type { Log } from "./log.ts";
import { PortTaken } from "./port_taken.ts";
import { openTrafficStore } from "./store/store.ts";
import { parseAllowList } from "./syslog/allow_list.ts";
import { Arrivals } from "./syslog/arrivals.ts";
import { LineIntake } from "./syslog/line_intake.ts";
import type { SyslogOrder, SyslogReport, SyslogSettings } from "./syslog_messages.ts";
import { BATCHES_A_READER, MAX_READERS, SyslogReaders } from "./syslog_readers.ts";
import { SyslogReceivers } from "./syslog_receivers.ts";
import { Inflow } from "./traffic/inflow.ts";
import { Sightings } from "./traffic/sightings.ts";

const NEWS_MS = 200;
const COUNTS_MS = 1_000;

/** Of the scope of a dedicated Worker, which the library's types do not know. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<SyslogOrder>) => void) | null;
  postMessage(message: SyslogReport, transfer?: Transferable[]): void;
};
const report = (message: SyslogReport) => scope.postMessage(message);

const log: Log = (level, message, error) =>
  report({
    type: "log",
    level,
    message: error === undefined ? message : `${message}: ${reasonOf(error)}`,
  });

interface Running {
  readers: SyslogReaders;
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
  const { readers, intake, sightings } = running;
  if (order.type === "mesh") {
    readers.knowMesh(order.agents, order.targets);
    sightings.know(order.targets);
    return;
  }
  if (order.type === "locate") {
    report({ type: "answer", id: order.id, place: await readers.locate(order.address) });
    return;
  }
  const utf8 = new TextEncoder();
  await intake.takeNow(order.lines.map((line) => utf8.encode(line)), order.source);
  report({ type: "answer", id: order.id, place: null });
}

async function start(settings: SyslogSettings): Promise<Running> {
  await using stack = new AsyncDisposableStack();
  const readers = new SyslogReaders({
    settings,
    onProblem: (message) => log("warning", message),
    openReader,
  });
  stack.defer(() => readers.close());
  const connection = openTrafficStore(settings.databasePath);
  const { store, arrivals: arrivalStore } = connection;
  stack.defer(connection.close);
  await readers.started;

  const inflow = new Inflow(store);
  const sightings = new Sightings(connection.sightings);
  const arrivals = new Arrivals(await arrivalStore.arrivals());
  const keeper = new BatchKeeper({ readers, inflow, sightings, arrivals, log });
  const intake = new LineIntake({
    onBatch: (batch) => keeper.keep(batch),
    onError: (error) => log("error", "syslog: events were not stored", error),
    allowList: parseAllowList(settings.allow),
    atOnce: MAX_READERS * BATCHES_A_READER,
  });
  const receivers = new SyslogReceivers(settings, intake, log);
  const { tell } = news({ inflow, intake, arrivals, receivers, store });

  const onError = (error: unknown) => log("error", "syslog: a background job failed", error);
  // Disposed last part first: receivers, what waits, counts, the last news, database.
  stack.defer(tell);
  const keepCounts = counts(store, arrivalStore, arrivals);
  stack.defer(keepCounts);
  stack.defer(() => intake.flush());
  stack.defer(() => receivers.close());
  stack.use(every(NEWS_MS, onError, tell));
  stack.use(every(COUNTS_MS, onError, keepCounts));
  report({
    type: "started",
    address: receivers.address,
    port: receivers.port,
    tlsPort: receivers.tlsPort,
  });
  // What came before this process is known at once.
  tell();
  const parts = stack.move();
  return { readers, intake, sightings, close: () => parts.disposeAsync() };
}

/**
 * The main thread opens it: a Worker that a Worker opens takes half a second for each of its first
 * steps (Deno 2.9).
 */
function openReader(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  scope.postMessage({ type: "reader", port: port2 }, [port2]);
  return port1;
}

/** Writes down what has been counted since the last time. */
function counts(store: TrafficStore, arrivalStore: ArrivalStore, arrivals: Arrivals) {
  let kept = JSON.stringify(arrivals.list());
  return async () => {
    await store.writeCounts();
    const rows = arrivals.list(), text = JSON.stringify(rows);
    if (text === kept) return;
    await arrivalStore.keepArrivals(rows);
    kept = text;
  };
}

/** Tells the main thread what is new, when anything is. */
function news({ inflow, intake, arrivals, receivers, store }: {
  inflow: Inflow;
  intake: LineIntake;
  arrivals: Arrivals;
  receivers: SyslogReceivers;
  store: TrafficStore;
}) {
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
    report({ type: "news", events, leftOut, senders, counters, arrivals: arrivals.list() });
  };
  return { tell };
}

const reasonOf = (error: unknown) => error instanceof Error ? error.message : String(error);

const kindOf = (error: unknown) =>
  error instanceof ConfigError ? "config" : error instanceof PortTaken ? "port" : "other";
