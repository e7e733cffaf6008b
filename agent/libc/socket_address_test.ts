import assert from "node:assert/strict";
import { libc } from "@/agent/libc/libc.ts";
import { formatIp, parseSocketAddress, portOf } from "@/agent/libc/socket_address.ts";

// Opened here, as it outlives the test that would open it.
libc();

const interfaces = (name: string) => (name === "eth0" ? 2 : 0);

Deno.test("parseSocketAddress() reads literals of both versions", () => {
  const table: [string, number[]][] = [
    ["192.0.2.7", [2, 0, 0, 0, 192, 0, 2, 7, ...Array(8).fill(0)]],
    ["::ffff:192.0.2.7", [2, 0, 0, 0, 192, 0, 2, 7, ...Array(8).fill(0)]],
    ["2001:db8::1", [
      ...[10, 0, 0, 0, 0, 0, 0, 0],
      ...[0x20, 0x01, 0x0d, 0xb8, ...Array(11).fill(0), 1],
      ...[0, 0, 0, 0],
    ]],
    ["fe80::1%eth0", [10, ...Array(7).fill(0), 0xfe, 0x80, ...Array(13).fill(0), 1, 2, 0, 0, 0]],
    ["fe80::1%300", [10, ...Array(7).fill(0), 0xfe, 0x80, ...Array(13).fill(0), 1, 44, 1, 0, 0]],
  ];
  for (const [text, bytes] of table) {
    assert.deepEqual([...parseSocketAddress(text, interfaces).bytes], bytes, text);
  }
});

Deno.test("parseSocketAddress() refuses what is no address", () => {
  const table: [string, string][] = [
    ["", '"" is not an IP address'],
    ["router", '"router" is not an IP address'],
    ["1.2.3", '"1.2.3" is not an IP address'],
    ["1.2.3.256", '"1.2.3.256" is not an IP address'],
    ["1e1.1.1.1", '"1e1.1.1.1" is not an IP address'],
    ["1.2.3.4%eth0", '"1.2.3.4%eth0" is not an IP address'],
    [":::", '":::" is not an IP address'],
    ["fe80::1%", '"fe80::1%" names a network interface that is not here'],
    ["fe80::1%nope", '"fe80::1%nope" names a network interface that is not here'],
    ["fe80::1%0", '"fe80::1%0" names a network interface that is not here'],
    ["fe80::1%4294967296", '"fe80::1%4294967296" names a network interface that is not here'],
  ];
  for (const [text, message] of table) {
    assert.throws(() => parseSocketAddress(text, interfaces), new TypeError(message), text);
  }
});

Deno.test("parseSocketAddress() asks the kernel for interfaces", () => {
  assert.equal(new DataView(parseSocketAddress("fe80::1%lo").bytes.buffer).getUint32(24, true), 1);
  assert.throws(() => parseSocketAddress("fe80::1%no\0pe"), TypeError);
});

Deno.test("formatIp() gives back what was parsed", () => {
  for (const text of ["192.0.2.7", "2001:db8::1", "::1", "::", "255.255.255.255"]) {
    assert.equal(formatIp(parseSocketAddress(text).ip), text);
  }
});

Deno.test("portOf() is in network order", () => {
  assert.equal(portOf(Uint8Array.of(2, 0, 0x15, 0x8a)), 5514);
});
