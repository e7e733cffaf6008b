import assert from "node:assert/strict";
import { libc } from "@/agent/libc/libc.ts";
import { BATCHES_A_READER, MAX_READERS, SyslogReaders } from "./syslog_readers.ts";
import { batchMemory, BatchWriter } from "./syslog/raw_batch.ts";
import type { ReaderOrder } from "./syslog_reader_messages.ts";

// Opened here, as it outlives the test that would open it.
libc();

const SETTINGS = { zones: [], geoipCity: null, geoipAsn: null };

function batch() {
  const writer = new BatchWriter(batchMemory(1, 1), 1);
  writer.push(new Uint8Array(1), "192.0.2.1", "lines", 0);
  return writer.batch();
}

/** Readers that have started, and say what `answer` does to each question. */
function open(answer: (order: ReaderOrder & { id: number }) => object) {
  let opened = 0;
  const readers = new SyslogReaders({
    settings: SETTINGS,
    onProblem: (message) => assert.fail(message),
    openReader: () => {
      opened++;
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = ({ data }) => {
        if ("id" in data) port2.postMessage(answer(data));
      };
      port2.postMessage({ type: "started" });
      return port1;
    },
  });
  return { readers, opened: () => opened };
}

Deno.test("SyslogReaders opens another Worker only when one is not enough", async () => {
  const { readers, opened } = open(({ id }) => ({ type: "answer", id, answer: id }));
  await readers.started;
  for (let n = 0; n < 10; n++) await readers.read(batch(), []);
  assert.equal(opened(), 1);
  await Promise.all(
    Array.from({ length: 3 * BATCHES_A_READER * MAX_READERS }, () => readers.read(batch(), [])),
  );
  assert.equal(opened(), MAX_READERS);
  readers.close();
});

Deno.test("SyslogReaders passes on what a batch could not be read for", async () => {
  const { readers } = open(({ id }) => ({ type: "failed", id, message: "no luck" }));
  await assert.rejects(readers.read(batch(), []), /no luck/);
  await assert.rejects(readers.locate("192.0.2.1"), /no luck/);
  readers.close();
});
