import assert from "node:assert/strict";
import { parseSyslog } from "@/server/syslog/parse.ts";
import { SampleLines } from "./sample_lines.ts";
import { seededRandom } from "./seeded_random.ts";

const NOW_MS = Date.UTC(2026, 10, 1, 2, 3, 4);

Deno.test("next() writes lines of every kind that the server understands, dated now", () => {
  const lines = new SampleLines(seededRandom(1));
  const events = Array.from({ length: 500 }, () => {
    return parseSyslog(new TextEncoder().encode(lines.next(NOW_MS)), NOW_MS, "127.0.0.1");
  });
  for (const event of events) assert.equal(event.sentAtMs, NOW_MS, event.raw);
  const kinds = new Set(events.map(({ kind, proto }) => `${kind} ${proto ?? ""}`.trim()));
  assert.deepEqual([...kinds].sort(), [
    "connection TCP",
    "http",
    "icmp ICMP",
    "icmp ICMPv6",
    "text",
  ]);
  for (const { kind, http, src, raw } of events) {
    if (kind !== "text") assert.ok(src, raw);
    if (kind === "http") assert.ok(http?.site && http.durationMs !== null, raw);
  }
});

Deno.test("next() writes the same lines again from the same seed", () => {
  const [a, b, c] = [7, 7, 8].map((seed) => {
    const lines = new SampleLines(seededRandom(seed));
    return Array.from({ length: 20 }, () => lines.next(NOW_MS));
  });
  assert.deepEqual(a, b);
  assert.notDeepEqual(a, c);
});
