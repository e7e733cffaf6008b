import type { Log } from "./log.ts";
import type { Arrivals } from "./syslog/arrivals.ts";
import type { BatchOutcome } from "./syslog/line_intake.ts";
import type { BatchSender, RawBatch } from "./syslog/raw_batch.ts";
import { SenderFields } from "./syslog/w3c_fields.ts";
import type { ReadBatch } from "./syslog_reader_messages.ts";
import type { SyslogReaders } from "./syslog_readers.ts";
import type { Inflow } from "./traffic/inflow.ts";
import type { Sightings } from "./traffic/sightings.ts";

export interface BatchKeeperOptions {
  readers: Pick<SyslogReaders, "read">;
  inflow: Inflow;
  sightings: Sightings;
  /** The kinds of sender that have come. */
  arrivals: Arrivals;
  log: Log;
}

/** Senders whose W3C fields are known at most. */
const SENDERS = 1024;

/** Has batches read, several at once, and keeps what they say in the order in which they came. */
export class BatchKeeper {
  readonly #options: BatchKeeperOptions;
  readonly #fields = new SenderFields(SENDERS);
  /** Settles when the batch before is kept, or cannot be. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: BatchKeeperOptions) {
    this.#options = options;
  }

  /** Resolves when the batch is stored. */
  keep(batch: RawBatch): Promise<BatchOutcome> {
    const before = this.#last;
    const kept = this.#keep(batch, before);
    this.#last = kept.then(() => {}, () => before);
    return kept;
  }

  async #keep(batch: RawBatch, before: Promise<void>): Promise<BatchOutcome> {
    const { readers } = this.#options;
    const fields = this.#fieldsOf(batch.senders);
    let read = await readers.read(batch, fields);
    await before;
    // A batch before it has said what the fields of a sender are: seldom, and once more is right.
    const now = this.#fieldsOf(batch.senders);
    if (now.some((known, i) => known !== fields[i])) {
      read = await readers.read({ ...batch, buffer: read.buffer }, now);
    }
    await this.#store(read);
    return { buffer: read.buffer, unparsed: read.unparsed };
  }

  #fieldsOf(senders: readonly BatchSender[]) {
    return senders.map(({ address }) => this.#fields.of(address));
  }

  async #store({ events, learned, arrivals, ownRequests }: ReadBatch): Promise<void> {
    const { inflow, sightings, log } = this.#options;
    for (const [sender, fields] of learned) this.#fields.learn(sender, fields);
    this.#options.arrivals.add(arrivals);
    await (Array.isArray(events) ? inflow.take(events) : inflow.takePacked(events));
    // The events are stored: who sent them must not send them again for this.
    await sightings.take(ownRequests).catch((error) =>
      log("error", "syslog: the agents' own pings were not kept", error)
    );
  }
}
