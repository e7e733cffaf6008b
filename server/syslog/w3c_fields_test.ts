import assert from "node:assert/strict";
import type { TrafficEvent } from "@/shared/traffic/event.ts";
import { parseAllowList } from "./allow_list.ts";
import { intakeOfEvents } from "./event_intake_fixture.ts";
import { readW3cFields, SenderFields } from "./w3c_fields.ts";

Deno.test("readW3cFields() reads a directive behind a header, and nothing else", () => {
  const fields = ["date", "time", "c-ip", "sc-status"];
  assert.deepEqual(readW3cFields("#Fields: date time c-ip sc-status\r\n"), fields);
  assert.deepEqual(
    readW3cFields("<14>Nov 20 20:59:10 web iis: #Fields: date time c-ip sc-status"),
    fields,
  );
  assert.equal(readW3cFields("#Fields: date time"), null, "of something else");
  assert.equal(readW3cFields(`#Fields: sc-status ${"x ".repeat(100)}`), null, "too many");
  assert.equal(readW3cFields("#Version: 1.0"), null);
});

Deno.test("SenderFields forgets the sender that spoke up first when there are too many", () => {
  const fields = new SenderFields(2);
  for (const sender of ["a", "b", "a", "c"]) fields.learn(sender, ["time"]);
  assert.deepEqual(["a", "b", "c"].map((sender) => fields.of(sender) !== null), [
    true,
    false,
    true,
  ]);
});

Deno.test("LineIntake reads lines of IIS as the sender's last #Fields says", async () => {
  const events: TrafficEvent[] = [];
  const intake = intakeOfEvents({
    onEvents: (batch) => void events.push(...batch),
    onError: (error) => assert.fail(String(error)),
    allowList: parseAllowList([]),
  });
  const take = (line: string, sender: string) =>
    intake.take(new TextEncoder().encode(line), sender);
  const line = "2026-11-20 20:59:10 GET /a - shop.example:8080 192.0.2.9 curl/8 503 1570 27";
  take(line, "10.0.0.1");
  take(
    "#Fields: date time cs-method cs-uri-stem cs-uri-query cs-host c-ip cs(User-Agent) sc-status " +
      "sc-bytes time-taken",
    "10.0.0.1",
  );
  take(line, "10.0.0.1");
  take(`${line} more`, "10.0.0.1");
  take(line, "10.0.0.2");
  await intake.flush();
  assert.deepEqual(events.map(({ kind }) => kind), ["text", "text", "http", "text", "text"]);
  const [, , { src, sentAtMs, http }] = events;
  assert.deepEqual([src, sentAtMs], ["192.0.2.9", Date.UTC(2026, 10, 20, 20, 59, 10)]);
  assert.deepEqual(http, {
    method: "GET",
    path: "/a",
    status: 503,
    bytes: 1570,
    durationMs: 27,
    userAgent: "curl/8",
    site: "shop.example",
  });
});
