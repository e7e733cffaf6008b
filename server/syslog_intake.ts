import type { Arrival, SenderHealth, TrafficCounters } from "@/shared/live/traffic.ts";
import type { Place } from "@/shared/traffic/event.ts";
import { addToRate, type EventRate } from "@/shared/traffic/event_rate.ts";
import type { Pinged, Pinger } from "@/shared/traffic/own_pings.ts";
import { ConfigError } from "./config.ts";
import type { Log } from "./log.ts";
import { PortTaken } from "./port_taken.ts";
import type { SyslogNews, SyslogOrder, SyslogReport, SyslogSettings } from "./syslog_messages.ts";
import type { TrafficIntake } from "./traffic/traffic.ts";

export interface SyslogIntakeOptions {
  settings: SyslogSettings;
  onNews: (news: SyslogNews) => void;
  log: Log;
  /** By default the Worker of inbound traffic. */
  openWorker?: () => Worker;
  /** By default a Worker that reads for that one. */
  openReader?: () => Worker;
}

const openTrafficWorker = () =>
  new Worker(import.meta.resolve("./syslog_worker.ts"), { type: "module" });

const openReadingWorker = () =>
  new Worker(import.meta.resolve("./syslog_reader_worker.ts"), { type: "module" });

/** Requests that wait for the Worker; more means that it is lost in a flood. */
const MAX_WAITING = 1_000;
/** Closing takes the receivers' grace, and what waits to be stored. */
const STOP_MS = 10_000;
const NOTHING: TrafficCounters = {
  ...{ received: 0, refused: 0, dropped: 0 },
  ...{ kernelDropped: null, numbersLeftOut: 0 },
};

/** The main thread's end of the Worker that takes inbound traffic. */
export class SyslogIntake implements TrafficIntake {
  readonly #worker: Worker;
  readonly #readers: Worker[] = [];
  readonly #options: SyslogIntakeOptions;
  readonly #waiting = new Map<number, PromiseWithResolvers<Place | null>>();
  readonly #started = Promise.withResolvers<SyslogReport & { type: "started" }>();
  readonly #closed = Promise.withResolvers<void>();
  readonly #failed = Promise.withResolvers<string>();
  #lastId = 0;
  #senders: SenderHealth[] = [];
  #counters = NOTHING;
  #arrivals: Arrival[] = [];
  #rate: EventRate = [];
  #failure: string | null = null;
  /** As JSON, to see whether it has changed. */
  #mesh = "[[],[]]";
  /** `HOST:PORT` as bound; null without syslog. */
  address: string | null = null;
  port: number | null = null;
  tlsPort: number | null = null;

  /** @throws {ConfigError} or {PortTaken} when the sockets cannot be opened */
  static async open(options: SyslogIntakeOptions): Promise<SyslogIntake> {
    const intake = new SyslogIntake(options);
    try {
      const { address, port, tlsPort } = await intake.#started.promise;
      return Object.assign(intake, { address, port, tlsPort });
    } catch (error) {
      intake.#terminate();
      throw error;
    }
  }

  private constructor(options: SyslogIntakeOptions) {
    this.#options = options;
    this.#worker = this.#watched((options.openWorker ?? openTrafficWorker)());
    this.#worker.onmessage = ({ data }: MessageEvent<SyslogReport>) => this.#take(data);
    this.#send({ type: "start", settings: options.settings });
  }

  /** Resolves with the reason when nothing can be received any more; else never. */
  get failed(): Promise<string> {
    return this.#failed.promise;
  }

  /** Why nothing can be received any more, or null. */
  get failure(): string | null {
    return this.#failure;
  }

  senders(): SenderHealth[] {
    return this.#senders;
  }

  counters(): TrafficCounters {
    return this.#counters;
  }

  arrivals(): Arrival[] {
    return this.#arrivals;
  }

  rate(): EventRate {
    return this.#rate;
  }

  async locate(address: string): Promise<Place> {
    return (await this.#ask((id) => ({ type: "locate", id, address })))!;
  }

  async addLines(source: string, lines: string[]): Promise<void> {
    await this.#ask((id) => ({ type: "lines", id, source, lines }));
  }

  /** From now on the pings of these agents to these targets are recognised. */
  knowMesh(agents: Pinger[], targets: Pinged[]): void {
    const text = JSON.stringify([agents, targets]);
    if (text === this.#mesh || this.#failure !== null) return;
    this.#mesh = text;
    this.#send({ type: "mesh", agents, targets });
  }

  /** Stores what has arrived, then ends the Worker. */
  async close(): Promise<void> {
    if (this.#failure === null) {
      this.#send({ type: "close" });
      const timer = setTimeout(() => this.#closed.resolve(), STOP_MS);
      await this.#closed.promise;
      clearTimeout(timer);
    }
    this.#terminate();
  }

  #terminate(): void {
    for (const worker of [this.#worker, ...this.#readers]) worker.terminate();
  }

  #openReader(port: MessagePort): void {
    const reader = this.#watched((this.#options.openReader ?? openReadingWorker)());
    this.#readers.push(reader);
    reader.postMessage(port, [port]);
  }

  /** When one of the Workers fails, nothing can be received any more. */
  #watched(worker: Worker): Worker {
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message);
    };
    return worker;
  }

  #send(order: SyslogOrder): void {
    this.#worker.postMessage(order);
  }

  #ask(order: (id: number) => SyslogOrder): Promise<Place | null> {
    if (this.#failure !== null) return Promise.reject(new Error(this.#failure));
    if (this.#waiting.size >= MAX_WAITING) {
      return Promise.reject(new Error("too many questions wait for the traffic Worker"));
    }
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<Place | null>();
    this.#waiting.set(id, answer);
    this.#send(order(id));
    return answer.promise;
  }

  #take(report: SyslogReport): void {
    switch (report.type) {
      case "started":
        return this.#started.resolve(report);
      case "refused":
        return this.#started.reject(refusal(report));
      case "log":
        return this.#options.log(report.level, report.message);
      case "reader":
        return this.#openReader(report.port);
      case "answer":
        this.#waiting.get(report.id)?.resolve(report.place);
        this.#waiting.delete(report.id);
        return;
      case "failed":
        this.#waiting.get(report.id)?.reject(new Error(report.message));
        this.#waiting.delete(report.id);
        return;
      case "news":
        this.#senders = report.senders;
        this.#counters = report.counters;
        this.#arrivals = report.arrivals;
        this.#rate = addToRate(this.#rate, report.events, report.leftOut, Date.now());
        return this.#options.onNews(report);
      case "closed":
        return this.#closed.resolve();
    }
  }

  #fail(message: string): void {
    this.#failure = `inbound traffic has stopped, its Worker failed: ${message}`;
    this.#options.log("error", this.#failure);
    this.#started.reject(new Error(this.#failure));
    this.#closed.resolve();
    this.#failed.resolve(this.#failure);
    for (const answer of this.#waiting.values()) answer.reject(new Error(this.#failure));
    this.#waiting.clear();
  }
}

function refusal({ because, message }: SyslogReport & { type: "refused" }): Error {
  if (because === "config") return new ConfigError(message);
  return because === "port" ? new PortTaken(message) : new Error(message);
}
