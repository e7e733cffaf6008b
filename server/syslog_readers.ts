import { mapFile, type MappedFile } from "@/agent/libc/map_file.ts";
import type { Place } from "@/shared/traffic/event.ts";
import type { Pinged, Pinger } from "@/shared/traffic/own_pings.ts";
import { embeddedPaths } from "./geoip/embedded_database.ts";
import type { FieldsOfSenders } from "./syslog/line_reader.ts";
import type { RawBatch } from "./syslog/raw_batch.ts";
import type {
  ReadBatch,
  ReaderOrder,
  ReaderReport,
  ReaderSettings,
} from "./syslog_reader_messages.ts";

export interface ReadersOptions {
  settings: Omit<ReaderSettings, "mapped">;
  /** Told what a person should know, in a sentence. */
  onProblem: (message: string) => void;
  /** Opens a reading Worker somewhere; gives the port that leads to it. */
  openReader: () => MessagePort;
}

/** Threads at most: more than two were never measured, and pages want a core too. */
export const MAX_READERS = Math.max(1, Math.min(navigator.hardwareConcurrency, 2));
/** Batches that a thread has at once: one is read, and the next one is there when it is done. */
export const BATCHES_A_READER = 2;

/** The Workers that read. The first one always is; a further one when that is not enough. */
export class SyslogReaders {
  readonly #all: Reader[] = [];
  readonly #mapped = mapEmbedded();
  #mesh: ReaderOrder | null = null;

  constructor(private readonly options: ReadersOptions) {
    this.#start();
  }

  /** Resolves when the first one reads. */
  get started(): Promise<void> {
    return this.#all[0].started;
  }

  /** Reads a batch, whose memory is not here any more then. */
  read(batch: RawBatch, fields: FieldsOfSenders): Promise<ReadBatch> {
    let reader = this.#all.reduce((a, b) => a.underWay <= b.underWay ? a : b);
    if (reader.underWay >= BATCHES_A_READER && this.#all.length < MAX_READERS) {
      reader = this.#start();
    }
    return reader.ask<ReadBatch>((id) => ({ type: "read", id, batch, fields }), [batch.buffer]);
  }

  locate(address: string): Promise<Place> {
    return this.#all[0].ask<Place>((id) => ({ type: "locate", id, address }));
  }

  /** From now on the pings of these agents to these targets are recognised. */
  knowMesh(agents: readonly Pinger[], targets: readonly Pinged[]): void {
    this.#mesh = { type: "mesh", agents, targets };
    for (const reader of this.#all) reader.tell(this.#mesh);
  }

  close(): void {
    for (const reader of this.#all) reader.close();
  }

  #start(): Reader {
    const { settings, openReader, onProblem } = this.options;
    const reader = new Reader(openReader(), onProblem);
    reader.tell({ type: "start", settings: { ...settings, mapped: this.#mapped } });
    if (this.#mesh !== null) reader.tell(this.#mesh);
    this.#all.push(reader);
    return reader;
  }
}

/** Mapped once, the files are in memory once for all threads, and only what is looked at. */
function mapEmbedded(): Map<string, MappedFile> {
  const mapped = new Map<string, MappedFile>();
  for (const path of Object.values(embeddedPaths())) {
    try {
      mapped.set(path, mapFile(path));
    } catch {
      // Another system, a program without FFI, or no such file: then reading says why.
    }
  }
  return mapped;
}

/** The way to one Worker. */
class Reader {
  // deno-lint-ignore no-explicit-any
  readonly #asked = new Map<number, PromiseWithResolvers<any>>();
  readonly #started = Promise.withResolvers<void>();
  #lastId = 0;

  constructor(private readonly port: MessagePort, onProblem: (message: string) => void) {
    port.onmessage = ({ data }: MessageEvent<ReaderReport>) => {
      if (data.type === "started") this.#started.resolve();
      else if (data.type === "log") onProblem(data.message);
      else if (data.type === "answer") this.#settled(data.id).resolve(data.answer);
      else this.#settled(data.id).reject(new Error(data.message));
    };
  }

  get started(): Promise<void> {
    return this.#started.promise;
  }

  /** Questions that it has not answered yet. */
  get underWay(): number {
    return this.#asked.size;
  }

  tell(order: ReaderOrder, transfer: Transferable[] = []): void {
    this.port.postMessage(order, transfer);
  }

  ask<Answer>(
    order: (id: number) => ReaderOrder,
    transfer: Transferable[] = [],
  ): Promise<Answer> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<Answer>();
    this.#asked.set(id, answer);
    this.tell(order(id), transfer);
    return answer.promise;
  }

  close(): void {
    this.port.close();
  }

  #settled(id: number) {
    const answer = this.#asked.get(id)!;
    this.#asked.delete(id);
    return answer;
  }
}
