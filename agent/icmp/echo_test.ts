import assert from "node:assert/strict";
import fc from "fast-check";
import { internetChecksum } from "@/agent/icmp/checksum.ts";
import {
  ECHO_BYTES,
  encodeEchoRequest,
  findOwnReply,
  findSentRequest,
  finishEchoRequest,
  type IcmpMessage,
  parseIcmp,
  parseIpv4Packet,
  parseQuotedRequest,
  sequenceOf,
} from "@/agent/icmp/echo.ts";

const ID = 0x1234;
const cookie = Uint8Array.from({ length: 16 }, (_, i) => 0xa0 + i);
const key = { sequence: 0xbeef, cookie };
const families = [4, 6] as const;

function request(family: 4 | 6): Uint8Array {
  const packet = new Uint8Array(ECHO_BYTES);
  encodeEchoRequest(family, ID, key, packet);
  return packet;
}

/** What a host answers: the request with another type. */
function reply(family: 4 | 6, change: (packet: Uint8Array) => void = () => {}): Uint8Array {
  const packet = request(family);
  packet[0] = family === 4 ? 0 : 129;
  change(packet);
  return family === 4 ? withChecksum(packet) : packet;
}

function withChecksum(message: Uint8Array): Uint8Array {
  message[2] = message[3] = 0;
  const sum = internetChecksum(message);
  message[2] = sum >> 8;
  message[3] = sum & 255;
  return message;
}

function join(...parts: (readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const zeros = (count: number) => new Array<number>(count).fill(0);
const ipv4 = (protocol: number, payload: Uint8Array, options: number[] = []) =>
  join(
    [0x45 + options.length / 4, 0, 0, 0, 0, 0, 0, 0, 64, protocol, 0, 0],
    [192, 0, 2, 1, 198, 51, 100, 7],
    options,
    payload,
  );
const ipv6 = (next: number, payload: Uint8Array) =>
  join([0x60, 0, 0, 0, 0, 64, next, 64], zeros(15), [1], [0x20, ...zeros(14), 9], payload);
const quoting = (family: 4 | 6, type: number, code: number, quoted: Uint8Array) => {
  const message = join([type, code, 0, 0, 0, 0, 0, 0], quoted);
  return family === 4 ? withChecksum(message) : message;
};

Deno.test("encodeEchoRequest() writes the bytes of RFC 792 and RFC 4443", () => {
  const filler = [...new TextEncoder().encode("Meshping measures the round trip; hello!")];
  const body = [0x12, 0x34, 0xbe, 0xef, ...cookie, ...filler];
  const packet = request(4);
  assert.deepEqual([...packet], [8, 0, packet[2], packet[3], ...body]);
  assert.equal(internetChecksum(packet), 0);
  assert.deepEqual([...request(6)], [128, 0, 0, 0, ...body]);
});

Deno.test("encodeEchoRequest() throws when the sizes are wrong", () => {
  assert.throws(() => encodeEchoRequest(4, ID, key, new Uint8Array(63)), RangeError);
  const short = { sequence: 1, cookie: new Uint8Array(15) };
  assert.throws(() => encodeEchoRequest(4, ID, short, new Uint8Array(64)), RangeError);
});

Deno.test("parseIcmp() reads replies", () => {
  const malformed = (why: string): IcmpMessage => ({ kind: "malformed", why });
  for (const family of families) {
    const cases: [string, Uint8Array, IcmpMessage][] = [
      ["ours", reply(family), { kind: "reply", key }],
      ["another id", reply(family, (p) => p[5]++), { kind: "foreign" }],
      ["another id and size", reply(family, (p) => p[5]++).subarray(0, 9), { kind: "foreign" }],
      ["a request", request(family), { kind: "other" }],
      ["a redirect", join([family === 4 ? 5 : 137], zeros(40)), { kind: "other" }],
      ["nothing", new Uint8Array(0), malformed("shorter than an ICMP header")],
      ["a header cut", reply(family).subarray(0, 7), malformed("shorter than an ICMP header")],
      ["truncated", reply(family).subarray(0, 63), malformed("not the size of the request")],
      ["oversized", join(reply(family), [0]), malformed("not the size of the request")],
      ["a code", reply(family, (p) => p[1] = 1), malformed("an echo reply has code 0")],
    ];
    for (const [name, bytes, expected] of cases) {
      assert.deepEqual(parseIcmp(family, bytes, ID), expected, `IPv${family}: ${name}`);
    }
  }
  const broken = reply(4);
  broken[63] ^= 1;
  assert.deepEqual(parseIcmp(4, broken, ID), malformed("wrong checksum"));
});

Deno.test("parseIcmp() reads errors that quote a request", () => {
  const to4 = Uint8Array.of(198, 51, 100, 7);
  const to6 = join([0x20], zeros(14), [9]);
  const error = (icmpType: number, icmpCode: number, destination: Uint8Array, cookieBytes = 16) =>
    ({
      kind: "error",
      icmpType,
      icmpCode,
      destination,
      key: { sequence: key.sequence, cookie: cookie.subarray(0, cookieBytes) },
    }) as const;
  const cases: [string, 4 | 6, Uint8Array, IcmpMessage][] = [
    ["host unreachable", 4, quoting(4, 3, 1, ipv4(1, request(4))), error(3, 1, to4)],
    [
      "8 bytes quoted",
      4,
      quoting(4, 11, 0, ipv4(1, request(4).subarray(0, 8))),
      error(
        11,
        0,
        to4,
        0,
      ),
    ],
    [
      "half a cookie",
      4,
      quoting(4, 12, 0, ipv4(1, request(4).subarray(0, 16))),
      error(
        12,
        0,
        to4,
        8,
      ),
    ],
    ["IP options", 4, quoting(4, 3, 3, ipv4(1, request(4), [7, 3, 4, 0])), error(3, 3, to4)],
    [
      "padded (RFC 4884)",
      4,
      quoting(4, 3, 1, join(ipv4(1, request(4)), zeros(44))),
      error(
        3,
        1,
        to4,
      ),
    ],
    ["no route", 6, quoting(6, 1, 0, ipv6(58, request(6))), error(1, 0, to6)],
    ["too big", 6, quoting(6, 2, 0, ipv6(58, request(6).subarray(0, 8))), error(2, 0, to6, 0)],
    ["about UDP", 4, quoting(4, 3, 3, ipv4(17, new Uint8Array(8))), { kind: "other" }],
    ["about UDP", 6, quoting(6, 1, 4, ipv6(17, new Uint8Array(8))), { kind: "other" }],
    ["about a reply", 4, quoting(4, 3, 1, ipv4(1, reply(4))), { kind: "other" }],
    ["7 bytes quoted", 4, quoting(4, 3, 1, ipv4(1, request(4).subarray(0, 7))), { kind: "other" }],
    ["another id", 4, quoting(4, 3, 1, ipv4(1, Uint8Array.of(8, 0, 0, 0, 9, 9, 0, 0))), {
      kind: "foreign",
    }],
    ["nothing quoted", 4, quoting(4, 3, 1, new Uint8Array(0)), {
      kind: "malformed",
      why: "an ICMP error without a quoted IP header",
    }],
    ["IPv6 in IPv4", 4, quoting(4, 3, 1, ipv6(58, request(6))), {
      kind: "malformed",
      why: "an ICMP error without a quoted IP header",
    }],
    ["a tiny IP header", 4, quoting(4, 3, 1, join([0x41], zeros(40))), {
      kind: "malformed",
      why: "bad length of the quoted IP header",
    }],
  ];
  for (const [name, family, bytes, expected] of cases) {
    assert.deepEqual(parseIcmp(family, bytes, ID), expected, `IPv${family}: ${name}`);
  }
  const broken = quoting(4, 3, 1, ipv4(1, request(4)));
  broken[7] ^= 1;
  assert.deepEqual(parseIcmp(4, broken, ID), { kind: "malformed", why: "wrong checksum" });
});

Deno.test("parseIpv4Packet() finds the message behind the IP header", () => {
  const malformed = (why: string): IcmpMessage => ({ kind: "malformed", why });
  const cases: [string, Uint8Array, IcmpMessage][] = [
    ["plain", ipv4(1, reply(4)), { kind: "reply", key }],
    ["with options", ipv4(1, reply(4), [7, 7, 4, 0, 0, 0, 0, 0]), { kind: "reply", key }],
    ["UDP", ipv4(17, reply(4)), malformed("not ICMP")],
    ["IPv6", ipv6(58, reply(6)), malformed("no IPv4 header")],
    ["empty", new Uint8Array(0), malformed("no IPv4 header")],
    ["header of 16 bytes", join([0x44], zeros(19)), malformed("bad IPv4 header length")],
    ["header past the end", join([0x4f], zeros(19)), malformed("bad IPv4 header length")],
  ];
  for (const [name, bytes, expected] of cases) {
    assert.deepEqual(parseIpv4Packet(bytes, ID), expected, name);
  }
});

Deno.test("findSentRequest() finds the request whatever precedes it", () => {
  const found = (family: 4 | 6, frame: Uint8Array, id = ID) =>
    findSentRequest(family, join([1, 2], frame, [3]), 2, 2 + frame.length, id);
  for (const family of families) {
    for (const before of [0, 14, 18, 20, 34, 54]) {
      assert.equal(found(family, join(zeros(before), request(family))), 2 + before);
    }
    assert.equal(found(family, request(family), ID + 1), -1);
    assert.equal(found(family, reply(family)), -1);
    assert.equal(found(family, request(family).subarray(1)), -1);
  }
});

Deno.test("findOwnReply() finds what parseIpv4Packet() and parseIcmp() call a reply", () => {
  const change = fc.record({ at: fc.nat(91), flip: fc.nat(255) });
  const options = fc.constantFrom<number[]>([], [7, 7, 4, 0, 0, 0, 0, 0]);
  fc.assert(
    fc.property(
      fc.constantFrom(...families),
      options,
      fc.array(change, { maxLength: 2 }),
      fc.integer({ min: -3, max: 3 }),
      (family, ipOptions, changes, longer) => {
        const ipHeader = family === 4;
        const whole = ipHeader ? ipv4(1, reply(4), ipOptions) : reply(6);
        const bytes = longer < 0 ? whole.slice(0, longer) : join(whole, zeros(longer));
        for (const { at, flip } of changes) if (at < bytes.length) bytes[at] ^= flip;
        const parsed = ipHeader ? parseIpv4Packet(bytes, ID) : parseIcmp(6, bytes, ID);
        const at = findOwnReply(family, ipHeader, join([5], bytes, [5]), 1, 1 + bytes.length, ID);
        assert.equal(at >= 0, parsed.kind === "reply");
        if (parsed.kind === "reply") {
          const message = join([5], bytes).subarray(at);
          assert.equal(sequenceOf(message, 0), parsed.key.sequence);
          assert.deepEqual(message.subarray(8, 24), parsed.key.cookie);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

Deno.test("finishEchoRequest() writes what encodeEchoRequest() would", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...families),
      fc.nat(0xffff),
      fc.nat(0xffff),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      (family, id, sequence, random) => {
        const packet = new Uint8Array(ECHO_BYTES + 6);
        packet.set(request(family), 3);
        encodeEchoRequest(family, id, key, packet.subarray(3, 3 + ECHO_BYTES));
        finishEchoRequest(family, packet, 3, sequence, join([1, 1], random), 2);
        const message = packet.subarray(3, 3 + ECHO_BYTES);
        const sum = family === 4 ? internetChecksum(message) : 0;
        assert.equal(sum, 0);
        assert.deepEqual(parseQuotedRequest(family, message, id), { sequence, cookie: random });
      },
    ),
  );
});

Deno.test("parsers never throw when given any bytes", () => {
  const start = fc.constantFrom(
    ...[[], [0], [3], [8], [0x45], [129], [1], [128]],
    [...ipv4(1, new Uint8Array(0))],
    [...quoting(4, 3, 1, ipv4(1, new Uint8Array(0)))],
    [...quoting(6, 1, 0, ipv6(58, new Uint8Array(0)))],
  );
  const rest = fc.uint8Array({ maxLength: 600 });
  fc.assert(
    fc.property(start, rest, fc.constantFrom(...families), (first, last, family) => {
      const bytes = join(first, last);
      parseIpv4Packet(bytes, ID);
      parseIcmp(family, bytes, ID);
      parseQuotedRequest(family, bytes, ID);
      findSentRequest(family, bytes, 0, bytes.length, ID);
      findOwnReply(family, family === 4, bytes, 0, bytes.length, ID);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("parseIcmp() matches no reply of which one byte was changed", () => {
  for (const family of families) {
    const good = reply(family);
    for (let at = 0; at < ECHO_BYTES; at++) {
      // The ICMPv6 checksum is the kernel's to check, and it alone protects the filler.
      if (family === 6 && (at === 2 || at === 3 || at >= 24)) continue;
      for (let flip = 1; flip < 256; flip++) {
        const bad = good.slice();
        bad[at] ^= flip;
        const parsed = parseIcmp(family, bad, ID);
        const same = parsed.kind === "reply" && parsed.key.sequence === key.sequence &&
          parsed.key.cookie.every((byte, i) => byte === cookie[i]);
        assert.ok(!same, `IPv${family}: byte ${at} ^ ${flip}`);
      }
    }
  }
});
