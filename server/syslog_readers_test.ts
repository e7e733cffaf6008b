import assert from "node:assert/strict";
import { libc } from "@/agent/libc/libc.ts";
import { BATCHES_A_READER, MAX_READERS, SyslogReaders } from "./syslog_readers.ts";
import { batchMemory, BatchWriter } from "./syslog/raw_batch.ts";

// Opened here, as it outlives the test that would open it.
libc();

const SETTINGS = { zones: [], geoipCity: null, geoipAsn: null };

/** A Worker of this source, which says that it has started. */
function workerOf(source: string): Worker {
  const start = `self.postMessage({ type: "started" });\n`;
  return new Worker(`data:text/javascript,${encodeURIComponent(start + source)}`, {
    type: "module",
  });
}

function batch() {
  const writer = new BatchWriter(batchMemory(1, 1), 1);
  writer.push(new Uint8Array(1), "192.0.2.1", "lines", 0);
  return writer.batch();
}

function open(source: string) {
  const failures: string[] = [];
  let opened = 0;
  const readers = new SyslogReaders({
    settings: SETTINGS,
    onProblem: (message) => assert.fail(message),
    onFailure: ({ message }) => failures.push(message),
    openWorker: () => {
      opened++;
      return workerOf(source);
    },
  });
  return { readers, failures, opened: () => opened };
}

Deno.test("SyslogReaders starts another Worker only when one is not enough", async () => {
  const { readers, opened } = open(`self.onmessage = ({ data }) => {
    if (data.type === "read") self.postMessage({ type: "answer", id: data.id, answer: data.id });
  };`);
  await readers.started;
  for (let n = 0; n < 10; n++) await readers.read(batch(), []);
  assert.equal(opened(), 1);
  await Promise.all(
    Array.from({ length: 3 * BATCHES_A_READER * MAX_READERS }, () => readers.read(batch(), [])),
  );
  assert.equal(opened(), MAX_READERS);
  readers.close();
});

Deno.test("SyslogReaders says so when a Worker fails, and answers nobody for ever", async () => {
  const { readers, failures } = open(`self.onmessage = ({ data }) => {
    if (data.type === "read") throw new Error("out of luck");
  };`);
  await assert.rejects(readers.read(batch(), []), /a reading Worker failed: .*out of luck/);
  assert.match(failures.join(), /out of luck/);
  readers.close();
});

Deno.test("SyslogReaders passes on what a batch could not be read for", async () => {
  const { readers, failures } = open(`self.onmessage = ({ data }) => {
    if (data.type !== "start") {
      self.postMessage({ type: "failed", id: data.id, message: "no luck" });
    }
  };`);
  await assert.rejects(readers.read(batch(), []), /no luck/);
  await assert.rejects(readers.locate("192.0.2.1"), /no luck/);
  assert.deepEqual(failures, []);
  readers.close();
});
