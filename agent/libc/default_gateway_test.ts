import assert from "node:assert/strict";
import { libc } from "@/agent/libc/libc.ts";
import {
  type DefaultGateway,
  parseIpv4Routes,
  parseIpv6Routes,
  readDefaultGateways,
} from "@/agent/libc/default_gateway.ts";

// Opened here, as it outlives the test that would open it.
libc();

const HEAD =
  "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
const ZERO = "0".repeat(32);
const ROUTER = "fd000000000000000000000000000001";

Deno.test("parseIpv4Routes() gives default gateways, preferred first", () => {
  const wlan = "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0   \n";
  const eth = "eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0   \n";
  const local = "eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0   \n";
  const onLink = "ppp0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0   \n";
  const rejected = "*\t00000000\t010200C0\t0203\t0\t0\t0\t00000000\t0\t0\t0   \n";
  const half = "tun0\t00000000\t0100080A\t0003\t0\t0\t0\t00000080\t0\t0\t0   \n";
  const viaEth: DefaultGateway = {
    family: 4,
    address: "192.0.2.1",
    interfaceName: "eth0",
    metric: 100,
  };
  const viaWlan = { ...viaEth, address: "192.168.1.1", interfaceName: "wlan0", metric: 600 };
  const table: [string, DefaultGateway[]][] = [
    ["", []],
    [HEAD, []],
    [HEAD + wlan + local + eth, [viaEth, viaWlan]],
    [HEAD + onLink + rejected + half, []],
    [HEAD + "eth0\t00000000\t0102\n" + "eth0 00000000 zzzzzzzz 0003 0 0 0 00000000\n", []],
  ];
  for (const [text, gateways] of table) assert.deepEqual(parseIpv4Routes(text), gateways, text);
});

Deno.test("parseIpv6Routes() gives default gateways, preferred first", () => {
  const route = (to: string, prefix: string, via: string, metric: string, flags: string) =>
    `${to} ${prefix} ${ZERO} 00 ${via} ${metric} 00000003 00000000 ${flags}     eth0\n`;
  const gateway: DefaultGateway = {
    family: 6,
    address: "fd00::1",
    interfaceName: "eth0",
    metric: 1024,
  };
  const linkLocal = "fe8000000000000000000000000000ff";
  const table: [string, DefaultGateway[]][] = [
    ["", []],
    [route(ZERO, "00", ROUTER, "00000400", "00000003"), [gateway]],
    [
      route(ZERO, "00", ROUTER, "00000400", "00000003") +
      route(ZERO, "00", linkLocal, "00000001", "00450003"),
      [{ ...gateway, address: "fe80::ff", metric: 1 }, gateway],
    ],
    // A network, an unreachable default, a default without router, a short address.
    [route(ROUTER, "40", ROUTER, "00000400", "00000003"), []],
    [route(ZERO, "00", ZERO, "ffffffff", "00200200"), []],
    [route(ZERO, "00", ZERO, "00000400", "00000001"), []],
    [route(ZERO, "00", "fd00", "00000400", "00000003"), []],
  ];
  for (const [text, gateways] of table) assert.deepEqual(parseIpv6Routes(text), gateways, text);
});

Deno.test({
  name: "readDefaultGateways() reads the kernel's tables when only FFI is permitted",
  permissions: { ffi: true },
  fn() {
    // A machine may have none; what there is has a metric and an address of its family.
    for (const { family, address, metric } of readDefaultGateways()) {
      assert.equal(address.includes(":"), family === 6, address);
      assert.ok(metric >= 0);
    }
  },
});
