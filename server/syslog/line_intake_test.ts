import assert from "node:assert/strict";
import { parseAllowList } from "./allow_list.ts";
import { intakeOfEvents } from "./event_intake_fixture.ts";

Deno.test("LineIntake counts lines without a priority as not understood, but not those of a program", async () => {
  const intake = intakeOfEvents({
    onEvents: () => {},
    onError: (error) => assert.fail(String(error)),
    allowList: parseAllowList([]),
  });
  const line = new TextEncoder().encode("21.5");
  intake.take(line, "192.0.2.1");
  await intake.takeNow([line], "greenhouse");
  await intake.flush();
  const unparsed = Object.fromEntries(
    intake.senders().map(({ address, unparsed }) => [address, unparsed]),
  );
  assert.deepEqual(unparsed, { "192.0.2.1": 1, greenhouse: 0 });
  assert.equal(intake.counters().unparsed, 1);
});
