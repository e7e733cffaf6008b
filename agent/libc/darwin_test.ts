import assert from "node:assert/strict";
import fc from "fast-check";
import {
  icmp6Filter,
  MSGHDR,
  receiveStampUs,
  SCM_TIMESTAMP,
  socketAddress,
  SOL_SOCKET,
} from "@/agent/libc/darwin.ts";

const zeros = (count: number) => new Array<number>(count).fill(0);
const u32 = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
const message = (level: number, type: number, data: number[]) => {
  const bytes = [...u32(12 + data.length), ...u32(level), ...u32(type), ...data];
  return [...bytes, ...zeros(-bytes.length & 3)];
};
const stamp = (seconds: number, us: number) =>
  message(SOL_SOCKET, SCM_TIMESTAMP, [
    ...u32(seconds >>> 0),
    ...u32(Math.floor(seconds / 2 ** 32)),
    ...u32(us),
    ...zeros(4),
  ]);

Deno.test("socketAddress() starts with its length and xnu's family", () => {
  const table: [number[], number, number[]][] = [
    [[192, 0, 2, 7], 0, [16, 2, 0, 0, 192, 0, 2, 7, ...zeros(8)]],
    [[0xfe, 0x80, ...zeros(13), 1], 4, [
      ...[28, 30, 0, 0, 0, 0, 0, 0],
      ...[0xfe, 0x80, ...zeros(13), 1],
      ...[4, 0, 0, 0],
    ]],
  ];
  for (const [ip, scopeId, expected] of table) {
    assert.deepEqual([...socketAddress(Uint8Array.from(ip), scopeId)], expected);
  }
  assert.throws(() => socketAddress(new Uint8Array(5)), RangeError);
});

Deno.test("icmp6Filter() sets the bits of what it lets through", () => {
  const expected = zeros(32);
  expected[0] = 0b11110; // types 1 to 4
  expected[16] = 0b10; // type 129
  assert.deepEqual([...icmp6Filter([1, 2, 3, 4, 129])], expected);
});

Deno.test("receiveStampUs() finds the stamp among other messages", () => {
  const table: [string, number[], number][] = [
    ["nothing", [], NaN],
    ["a stamp", stamp(1_763_000_000, 250_500), 1_763_000_000_250_500],
    ["behind one of odd length", [...message(0, 7, [1]), ...stamp(9, 1)], 9_000_001],
    ["after 2038", stamp(5e9, 3), 5e15 + 3],
    ["zero, which is none", stamp(0, 0), NaN],
    ["another level", message(0, SCM_TIMESTAMP, zeros(16)), NaN],
    ["cut short", stamp(9, 1).slice(0, 20), NaN],
    ["a length of zero", zeros(28), NaN],
  ];
  for (const [name, bytes, us] of table) {
    assert.equal(receiveStampUs(Uint8Array.from([...bytes])), us, name);
  }
});

Deno.test("receiveStampUs() never throws when given any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
    receiveStampUs(bytes);
  }));
});

Deno.test("MSGHDR has the pointers of a 64-bit machine on whole words", () => {
  for (const field of ["name", "iov", "control"] as const) assert.equal(MSGHDR[field] % 8, 0);
  assert.equal(MSGHDR.bytes, MSGHDR.flags + 4);
});
