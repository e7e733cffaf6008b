/**
 * A Worker that reads syslog: batches of messages in, events out, packed and counted. It keeps
 * nothing but what makes it fast, so that there may be several.
 *
 * @module
 */
import { mappedBytes } from "@/agent/libc/map_file.ts";
import { every } from "./every.ts";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { type Locator, openLocator } from "./geoip/locator.ts";
import { CountingPacker } from "./store/pack_events.ts";
import { BLOCK_EVENTS } from "./store/traffic_block.ts";
import { type FieldsOfSenders, LineReader } from "./syslog/line_reader.ts";
import { BatchReader, type RawBatch } from "./syslog/raw_batch.ts";
import { wallClocks } from "./syslog/sender_zones.ts";
import type {
  ReadBatch,
  ReaderOrder,
  ReaderReport,
  ReaderSettings,
} from "./syslog_reader_messages.ts";
import { type OwnRequest, ownRequests } from "./traffic/sightings.ts";

const GEOIP_REFRESH_MS = 60_000;
/**
 * From half a block on, a batch is a block; below it, events wait for others in the database. Long
 * lines are a block at fewer.
 */
const BLOCK_LEAST = BLOCK_EVENTS / 2;
const BLOCK_LEAST_BYTES = 512 * 1024;

/** Of the scope of a dedicated Worker, which the library's types do not know. */
const scope = self as unknown as { onmessage: (event: MessageEvent<MessagePort>) => void };

/** Where orders come from. */
let port: MessagePort;
const report = (message: ReaderReport, transfer: Transferable[] = []) =>
  port.postMessage(message, transfer);
const warn = (message: string) => report({ type: "log", message });

let locator: Locator | null = null;
let packer = new CountingPacker();
let reader = new LineReader();
let ownRequestsOf = ownRequests([], []);

scope.onmessage = ({ data }) => {
  port = data;
  // One after the other: what is to be read waits until the GeoIP files are there.
  let last = Promise.resolve();
  port.onmessage = ({ data }) => {
    last = last.then(() => handle(data)).catch((error) => {
      // What has no id is not to be asked again: the Worker is of no use then.
      if (!("id" in data)) reportError(error);
      else report({ type: "failed", id: data.id, message: (error as Error).message });
    });
  };
};

async function handle(order: ReaderOrder): Promise<void> {
  switch (order.type) {
    case "start":
      await start(order.settings);
      return report({ type: "started" });
    case "mesh":
      ownRequestsOf = ownRequests(order.agents, order.targets);
      return;
    case "locate":
      return report({ type: "answer", id: order.id, answer: locator!.locate(order.address) });
    case "read": {
      const answer = read(order.batch, order.fields);
      const transfer = [answer.buffer];
      if (!Array.isArray(answer.events)) {
        transfer.push(
          answer.events.columns.buffer as ArrayBuffer,
          answer.events.lines.buffer as ArrayBuffer,
        );
      }
      return report({ type: "answer", id: order.id, answer }, transfer);
    }
  }
}

async function start({ zones, geoipCity, geoipAsn, mapped }: ReaderSettings): Promise<void> {
  const opened = await openLocator({
    cityPath: geoipCity ?? undefined,
    asnPath: geoipAsn ?? undefined,
    onProblem: warn,
    readEmbedded: (path) => {
      const file = mapped.get(path);
      return file === undefined ? Deno.readFileSync(path) : mappedBytes(file);
    },
  });
  reader = new LineReader({
    locate: (address) => opened.locate(address),
    wallClockOf: wallClocks(zones),
  });
  locator = opened;
  const onError = (error: unknown) => warn(`the GeoIP files were not read again: ${error}`);
  every(GEOIP_REFRESH_MS, onError, () => opened.refresh());
}

function read(batch: RawBatch, fields: FieldsOfSenders): ReadBatch {
  const { buffer, count } = batch;
  const bytes = new BatchReader(batch).start(count);
  const isBlock = count >= BLOCK_LEAST || bytes >= BLOCK_LEAST_BYTES;
  const events: TrafficEvent[] = [], ownRequests: OwnRequest[] = [];
  try {
    const reading = reader.read(batch, fields, (some, ascii) => {
      ownRequests.push(...ownRequestsOf(some));
      if (isBlock) packer.add(some, ascii);
      else events.push(...some);
    });
    return { ...reading, buffer, ownRequests, events: isBlock ? packer.take() : events };
  } catch (error) {
    // A part of this batch must not go into the next one's block.
    packer = new CountingPacker();
    throw error;
  }
}
