import assert from "node:assert/strict";
import { SyslogIntake } from "./syslog_intake.ts";

const SETTINGS = {
  host: "127.0.0.1",
  port: 0,
  tls: null,
  allow: [],
  zones: [],
  databasePath: ":memory:",
  geoipCity: null,
  geoipAsn: null,
};

/** A Worker that says it has started, and throws at the next message. */
function failingWorker(): Worker {
  const source = `let started = false;
self.onmessage = () => {
  if (started) throw new Error("out of luck");
  started = true;
  self.postMessage({ type: "started", address: null, port: null, tlsPort: null });
};`;
  return new Worker(`data:text/javascript,${encodeURIComponent(source)}`, { type: "module" });
}

Deno.test("SyslogIntake says so when its Worker fails, and answers nobody for ever", async () => {
  const logged: string[] = [];
  const intake = await SyslogIntake.open({
    settings: SETTINGS,
    onNews: () => {},
    log: (level, message) => logged.push(`${level}: ${message}`),
    openWorker: failingWorker,
  });
  assert.equal(intake.failure, null);
  const answer = intake.locate("192.0.2.1");
  await assert.rejects(answer, /inbound traffic has stopped, its Worker failed: .*out of luck/);
  assert.equal(await intake.failed, intake.failure);
  assert.deepEqual(logged, [`error: ${intake.failure}`]);
  await assert.rejects(intake.addLines("job", ["a"]), /has stopped/);
  await intake.close();
});

/** A Worker that says it has started, and wants a reader. */
function readingWorker(): Worker {
  const source = `const { port1, port2 } = new MessageChannel();
self.onmessage = () => {
  self.postMessage({ type: "started", address: null, port: null, tlsPort: null });
  self.postMessage({ type: "reader", port: port2 }, [port2]);
};`;
  return new Worker(`data:text/javascript,${encodeURIComponent(source)}`, { type: "module" });
}

Deno.test("SyslogIntake says so when a reading Worker fails", async () => {
  const source = "self.onmessage = () => { throw new Error('cannot read'); };";
  const intake = await SyslogIntake.open({
    settings: SETTINGS,
    onNews: () => {},
    log: () => {},
    openWorker: readingWorker,
    openReader: () =>
      new Worker(`data:text/javascript,${encodeURIComponent(source)}`, { type: "module" }),
  });
  assert.match(await intake.failed, /its Worker failed: .*cannot read/);
  await assert.rejects(intake.addLines("job", ["a"]), /has stopped/);
  await intake.close();
});
