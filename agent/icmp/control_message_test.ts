import assert from "node:assert/strict";
import fc from "fast-check";
import { type Control, parseControl as parse } from "@/agent/icmp/control_message.ts";

const u32 = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
const u64 = (value: number) => [...u32(value >>> 0), ...u32(Math.floor(value / 2 ** 32))];
const message = (level: number, type: number, data: number[]) => {
  const bytes = [...u64(16 + data.length), ...u32(level), ...u32(type), ...data];
  return [...bytes, ...new Array(-bytes.length & 7).fill(0)];
};
const stamp = (seconds: number, ns: number) =>
  message(1, 37, [...u64(seconds), ...u64(ns), ...new Array(32).fill(0)]);
const extended = (origin: number, type: number, code: number) => [
  ...u32(113),
  ...[origin, type, code, 0],
  ...u64(0),
];
/** Among other bytes, that it must leave alone. */
function parseControl(bytes: number[]): Control {
  const view = new DataView(Uint8Array.of(...u64(0), ...bytes, ...stamp(9, 9)).buffer);
  return parse(view, 8, 8 + bytes.length);
}
const none: Control = { stampUs: NaN, error: null };

Deno.test("parseControl() reads stamps and errors", () => {
  const offender4 = [2, 0, 0, 0, 192, 0, 2, 1, ...new Array(8).fill(0)];
  const offender6 = [10, 0, ...new Array(6).fill(0), 0xfe, 0x80, ...new Array(18).fill(0)];
  const error = { errno: 113, origin: 2, icmpType: 3, icmpCode: 1 };
  const noOffender = new Uint8Array(0);
  const cases: [string, number[], Control][] = [
    ["nothing", [], none],
    ["a stamp", stamp(1_763_000_000, 250_500), { stampUs: 1_763_000_000_000_250.5, error: null }],
    ["a stamp after 2038", stamp(5e9, 1_000), { stampUs: 5e15 + 1, error: null }],
    ["a zero stamp, which is none", stamp(0, 0), none],
    ["another kind", message(1, 29, u64(5)), none],
    [
      "an error with its sender",
      message(0, 11, [...extended(2, 3, 1), ...offender4]),
      { stampUs: NaN, error: { ...error, offender: Uint8Array.of(192, 0, 2, 1) } },
    ],
    [
      "an IPv6 error with its sender",
      message(41, 25, [...extended(3, 1, 4), ...offender6]),
      {
        stampUs: NaN,
        error: {
          errno: 113,
          origin: 3,
          icmpType: 1,
          icmpCode: 4,
          offender: Uint8Array.of(0xfe, 0x80, ...new Array(14).fill(0)),
        },
      },
    ],
    [
      "a transmit stamp",
      [...stamp(2, 3_000), ...message(0, 11, extended(4, 0, 0))],
      {
        stampUs: 2_000_003,
        error: { ...error, origin: 4, icmpType: 0, icmpCode: 0, offender: noOffender },
      },
    ],
    ["a length past the end", [...u64(999), ...u32(1), ...u32(37), ...u64(1)], none],
    ["a length of zero", [...u64(0), ...u32(1), ...u32(37), ...u64(1)], none],
    ["a stamp cut short", message(1, 37, [1, 2, 3]), none],
    ["an error cut short", message(0, 11, [1, 2, 3]), none],
  ];
  for (const [name, bytes, expected] of cases) {
    assert.deepEqual(parseControl(bytes), expected, name);
  }
});

Deno.test("parseControl() never throws when given any bytes", () => {
  const chunk = fc.oneof(
    fc.array(fc.nat(255), { maxLength: 40 }),
    fc.tuple(
      fc.constantFrom(0, 1, 41),
      fc.constantFrom(11, 25, 37),
      fc.array(fc.nat(255), { maxLength: 50 }),
    ).map(([level, type, data]) => message(level, type, data)),
  );
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 4 }), (chunks) => {
      parseControl(chunks.flat());
    }),
    { numRuns: 2_000 },
  );
});
