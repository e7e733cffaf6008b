import assert from "node:assert/strict";
import fc from "fast-check";
import { ECHO_BYTES, encodeEchoRequest } from "@/agent/icmp/echo.ts";
import { encodeFilter, type Instruction, ownIdFilter } from "@/agent/icmp/packet_filter.ts";

const ID = 0x1234;
const families = [4, 6] as const;

/** Runs a program as the kernel does; a load past the end of the packet drops it. */
function passes(program: Instruction[], packet: Uint8Array): boolean {
  let a = 0;
  let x = 0;
  for (let pc = 0; pc < program.length; pc++) {
    const { code, jt, jf, k } = program[pc];
    const bytes = { 0x50: 1, 0x48: 2 }[code];
    if (bytes !== undefined) {
      if (x + k + bytes > packet.length) return false;
      a = bytes === 1 ? packet[x + k] : (packet[x + k] << 8) | packet[x + k + 1];
    } else if (code === 0xb1) {
      if (k >= packet.length) return false;
      x = (packet[k] & 15) * 4;
    } else if (code === 0x01) x = k;
    else if (code === 0x54) a &= k;
    else if (code === 0x64) a <<= k;
    else if (code === 0x0c) a += x;
    else if (code === 0x07) x = a;
    else if (code === 0x15) pc += a === k ? jt : jf;
    else if (code === 0x06) return k !== 0;
    else assert.fail(`unknown instruction ${code}`);
  }
  return assert.fail("the program does not return");
}

const zeros = (count: number) => new Array<number>(count).fill(0);
const ipv4 = (payload: number[], optionBytes = 0) => [
  ...[0x45 + optionBytes / 4, ...zeros(8), 1, ...zeros(10 + optionBytes)],
  ...payload,
];
const ipv6 = (payload: number[]) => [0x60, ...zeros(5), 58, ...zeros(33), ...payload];

function request(family: 4 | 6, id: number): number[] {
  const packet = new Uint8Array(ECHO_BYTES);
  encodeEchoRequest(family, id, { sequence: 1, cookie: new Uint8Array(16) }, packet);
  return [...packet];
}

function reply(family: 4 | 6, id: number): number[] {
  const packet = request(family, id);
  packet[0] = family === 4 ? 0 : 129;
  return family === 4 ? ipv4(packet) : packet;
}

function error(family: 4 | 6, id: number, optionBytes = 0): number[] {
  const header = [family === 4 ? 3 : 1, ...zeros(7)];
  return family === 4
    ? ipv4([...header, ...ipv4(request(4, id).slice(0, 8), optionBytes)], optionBytes)
    : [...header, ...ipv6(request(6, id).slice(0, 8))];
}

Deno.test("ownIdFilter() passes replies and errors with its id only", () => {
  for (const family of families) {
    const table: [string, number[], boolean][] = [
      ["a reply", reply(family, ID), true],
      ["an error", error(family, ID), true],
      ["another's reply", reply(family, ID + 1), false],
      ["another's error", error(family, ID + 1), false],
      ["an error that quotes too little", error(family, ID).slice(0, -4), false],
      ["nothing", [], false],
    ];
    if (family === 4) {
      table.push(["an error with IP options", error(4, ID, 8), true]);
      table.push(["another's error with IP options", error(4, ID + 1, 8), false]);
    }
    for (const [name, packet, expected] of table) {
      const passed = passes(ownIdFilter(family, ID), Uint8Array.from(packet));
      assert.equal(passed, expected, `IPv${family}: ${name}`);
    }
  }
});

Deno.test("ownIdFilter() ends on any packet", () => {
  fc.assert(fc.property(fc.constantFrom(...families), fc.uint8Array({ maxLength: 100 }), (
    family,
    packet,
  ) => {
    passes(ownIdFilter(family, ID), packet);
  }));
});

Deno.test("encodeFilter() writes struct sock_filter", () => {
  const bytes = encodeFilter([{ code: 0x15, jt: 1, jf: 2, k: 0x1234_5678 }, {
    code: 6,
    jt: 0,
    jf: 0,
    k: 0xffff_ffff,
  }]);
  assert.deepEqual([...bytes], [
    ...[0x15, 0, 1, 2, 0x78, 0x56, 0x34, 0x12],
    ...[6, 0, 0, 0, 255, 255, 255, 255],
  ]);
});
