import assert from "node:assert/strict";
import fc from "fast-check";
import { libc } from "@/agent/libc/libc.ts";
import { internetChecksum } from "@/agent/icmp/checksum.ts";
import { FakeSocket } from "@/agent/icmp/fake_socket.ts";
import { FakeTimers } from "@/agent/icmp/fake_timers.ts";
import { type EchoOutcome, openPinger } from "@/agent/icmp/pinger.ts";

// Opened here, as it outlives the test that would open it.
libc();

/** Hostile bytes: noise, and good replies with something changed, with a right checksum again. */
const attack = fc.oneof(
  fc.record({ kind: fc.constant("noise" as const), bytes: fc.uint8Array({ maxLength: 600 }) }),
  fc.record({
    kind: fc.constant("changed" as const),
    at: fc.nat(63),
    flip: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ kind: fc.constant("cut" as const), bytes: fc.nat(63) }),
  fc.record({ kind: fc.constant("longer" as const), bytes: fc.integer({ min: 1, max: 1_400 }) }),
);
type Attack = typeof attack extends fc.Arbitrary<infer T> ? T : never;

function forged(reply: Uint8Array, attack: Attack): Uint8Array {
  if (attack.kind === "noise") return attack.bytes;
  const bytes = new Uint8Array(reply.length + (attack.kind === "longer" ? attack.bytes : 0));
  bytes.set(reply);
  if (attack.kind === "changed") bytes[attack.at] ^= attack.flip;
  const packet = attack.kind === "cut" ? bytes.slice(0, attack.bytes) : bytes;
  if (packet.length < 8) return packet;
  packet[2] = packet[3] = 0;
  const sum = internetChecksum(packet);
  packet[2] = sum >> 8;
  packet[3] = sum & 255;
  return packet;
}

Deno.test("send() is told nothing by forged replies, and hears the good one after them", async () => {
  // What a change to these bytes of a reply does not tell from the good one: its checksum, which
  // is put right again, and the filler behind the cookie, which only the checksum protects.
  const isHarmless = (a: Attack) =>
    a.kind === "changed" && (a.at === 2 || a.at === 3 || a.at >= 24);
  await fc.assert(
    fc.asyncProperty(fc.array(attack.filter((a) => !isHarmless(a)), { maxLength: 20 }), async (
      attacks,
    ) => {
      const socket = new FakeSocket(4, 0x1234);
      let read: () => number | null = () => null;
      const pinger = openPinger({
        openSocket: (family) => family === 4 ? socket : new FakeSocket(6, 1),
        watch(_fds, onReady) {
          read = onReady;
          return { close: () => Promise.resolve() };
        },
        timers: new FakeTimers(),
      });
      const outcomes: EchoOutcome[] = [];
      pinger.send(pinger.target("192.0.2.1"), 3_000, (outcome) => outcomes.push(outcome));
      await Promise.resolve();
      const [request] = socket.sent;
      const reply = request.packet.slice();
      reply[0] = 0;
      for (const one of attacks) socket.inject(request, forged(reply, one));
      read();
      assert.deepEqual(outcomes, []);
      socket.reply(request);
      read();
      assert.deepEqual(outcomes.map(({ state }) => state), ["reply"]);
      const { replies, duplicate, late, foreign, malformed } = pinger.counters;
      assert.deepEqual({ replies, duplicate, late }, { replies: 1, duplicate: 0, late: 0 });
      assert.ok(foreign + malformed <= attacks.length);
      await pinger.close();
    }),
    { numRuns: 300 },
  );
});
