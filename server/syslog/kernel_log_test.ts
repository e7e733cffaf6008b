import assert from "node:assert/strict";
import { type KernelPacket, readKernelLog } from "./kernel_log.ts";

const V4 = "SRC=10.9.0.2 DST=10.9.0.1 LEN=84 TOS=0x00 PREC=0x00 TTL=64 ID=50062 ";
const V6 =
  "SRC=2001:0db8:0000:0000:0000:0000:0000:0002 DST=2001:0db8:0000:0000:0000:0000:0000:0001 " +
  "LEN=104 TC=0 HOPLIMIT=63 FLOWLBL=412345 ";

/** One line for each thing that `nf_log_syslog.c` can write. */
const LINES: readonly [string, Partial<KernelPacket>][] = [
  [
    "[ 2719.689538] IPT_ICMP IN=vb OUT= MAC=12:34:56:78:9a:bc:12:34:56:78:9a:bd:08:00 " + V4 +
    "DF PROTO=ICMP TYPE=8 CODE=0 ID=16347 SEQ=1",
    {
      prefix: "IPT_ICMP",
      inIface: "vb",
      outIface: null,
      src: "10.9.0.2",
      dst: "10.9.0.1",
      lengthBytes: 84,
      ttl: 64,
      proto: "ICMP",
      icmpType: 8,
      icmpCode: 0,
      icmpId: 16347,
      icmpSeq: 1,
      srcPort: null,
      incomplete: false,
      foreignWords: 0,
    },
  ],
  ["[12345.6] [UFW BLOCK] IN=eth0 OUT= " + V4 + "PROTO=2 ", {
    prefix: "[UFW BLOCK]",
    proto: "IGMP",
  }],
  ["kernel: [  1.2] x: IN= OUT=lo " + V4 + "PROTO=254 ", {
    prefix: "x:",
    inIface: null,
    outIface: "lo",
    proto: "254",
  }],
  ["glued]IN=eth1 OUT=eth2 " + V4 + "PROTO=TCP SPT=5 DPT=443 WINDOW=64240 RES=0x00 SYN URGP=0 ", {
    prefix: "glued]",
    proto: "TCP",
    srcPort: 5,
    dstPort: 443,
    tcpFlags: ["SYN"],
  }],
  [
    "A IN=x B IN=br0 OUT=br0 PHYSIN=eth0 PHYSOUT=eth1 MACSRC=12:34:56:78:9a:bc " +
    "MACDST=12:34:56:78:9a:bd VPROTO=8100 VID=12 MACPROTO=0800 " + V4 +
    "CE DF MF PROTO=TCP SPT=1 DPT=2 SEQ=4294967295 ACK=7 WINDOW=1 RES=0x00 ECE ACK PSH URGP=0 " +
    "OPT (020405B4) UID=1000 GID=1000 MARK=0xd4",
    {
      prefix: "A IN=x B",
      inIface: "br0",
      outIface: "br0",
      tcpFlags: ["ECE", "ACK", "PSH"],
      icmpSeq: null,
      icmpId: null,
      lengthBytes: 84,
      foreignWords: 0,
    },
  ],
  ["IN=e OUT= " + V4 + "MF FRAG:185 PROTO=UDP ", { proto: "UDP", srcPort: null }],
  ["IN=e OUT= " + V4 + "OPT (9404 0000) PROTO=UDP SPT=53 DPT=99 LEN=64 ", {
    lengthBytes: 84,
    srcPort: 53,
    dstPort: 99,
    foreignWords: 0,
  }],
  ["IN=e OUT= " + V4 + "PROTO=UDPLITE INCOMPLETE [4 bytes] ", {
    proto: "UDPLITE",
    incomplete: true,
  }],
  ["IN=e OUT= " + V4 + "PROTO=TCP SPT=1 DPT=2 WINDOW=1 RES=0x00 SYN URGP=0 OPT (TRUNCATED)", {
    dstPort: 2,
    foreignWords: 0,
  }],
  ["IN=e OUT= " + V4 + "PROTO=ESP SPI=0x1f ", { proto: "ESP" }],
  // An ICMP error: the outer packet wins; MTU and GATEWAY stand after and before the bracket.
  [
    "IN=e OUT= " + V4 + "PROTO=ICMP TYPE=3 CODE=4 [SRC=192.0.2.9 DST=192.0.2.8 LEN=1500 TOS=0x00 " +
    "PREC=0x00 TTL=9 ID=7 DF PROTO=UDP SPT=161 DPT=162 LEN=1480 ] MTU=1400 MARK=0x1",
    {
      src: "10.9.0.2",
      dst: "10.9.0.1",
      proto: "ICMP",
      lengthBytes: 84,
      icmpType: 3,
      icmpCode: 4,
      icmpId: null,
      srcPort: null,
      dstPort: null,
      mtu: 1400,
    },
  ],
  [
    "IN=e OUT= " + V4 + "PROTO=ICMP TYPE=5 CODE=1 GATEWAY=10.9.0.254 [" + V4 +
    "PROTO=ICMP TYPE=8 CODE=0 ID=9 SEQ=9 ] ",
    { icmpType: 5, gateway: "10.9.0.254", icmpId: null, icmpSeq: null },
  ],
  ["IN=e OUT= " + V4 + "PROTO=ICMP TYPE=11 CODE=0 [TRUNCATED] MARK=0x2", {
    icmpType: 11,
    incomplete: false,
    foreignWords: 0,
  }],
  ["IN=e OUT= " + V4 + "PROTO=ICMP TYPE=3 CODE=1 INCOMPLETE [8 bytes] ", {
    icmpType: 3,
    incomplete: true,
  }],
  ["IN=e OUT= " + V4 + "PROTO=ICMP TYPE=12 CODE=0 PARAMETER=20 ", { icmpType: 12 }],
  ["IN=e OUT= " + V4 + "PROTO=ICMP ", { proto: "ICMP", icmpType: null }],
  [
    "IPT_ICMP6 IN=e OUT= MAC= " + V6 + "PROTO=ICMPv6 TYPE=128 CODE=0 ID=12 SEQ=3 ",
    {
      prefix: "IPT_ICMP6",
      src: "2001:db8::2",
      dst: "2001:db8::1",
      lengthBytes: 104,
      ttl: 63,
      proto: "ICMPv6",
      icmpType: 128,
      icmpId: 12,
      icmpSeq: 3,
    },
  ],
  [
    "IN=sit1 OUT= MAC=45:00 TUNNEL=203.0.113.1->203.0.113.2 " + V6 +
    "PROTO=ICMPv6 TYPE=2 CODE=0 [" +
    V6 + "PROTO=TCP SPT=80 DPT=81 INCOMPLETE [4 bytes] ] MTU=1280 ",
    { inIface: "sit1", icmpType: 2, mtu: 1280, srcPort: null, incomplete: false },
  ],
  ["IN=e OUT= " + V6 + "FRAG:1448 INCOMPLETE ID:0000abcd PROTO=UDP ", {
    proto: "UDP",
    foreignWords: 0,
  }],
  ["IN=e OUT= " + V6 + "OPT ( FRAG:0 ID:00000001 ) OPT ( AH SPI=0x1 ) PROTO=TCP SPT=1 DPT=22 ", {
    proto: "TCP",
    dstPort: 22,
    foreignWords: 0,
  }],
  ["IN=e OUT= " + V6 + "Unknown Ext Hdr 135", { proto: null, foreignWords: 0 }],
  ["IN=e OUT= " + V6 + "PROTO=ICMPv6 TYPE=4 CODE=1 POINTER=00000028 [TRUNCATED] ", { icmpType: 4 }],
  [
    "IN=e OUT= ARP HTYPE=1 PTYPE=0x0800 OPCODE=1 MACSRC=12:34:56:78:9a:bc IPSRC=10.0.0.1 " +
    "MACDST=00:00:00:00:00:00 IPDST=10.0.0.2",
    { proto: "ARP", src: "10.0.0.1", dst: "10.0.0.2" },
  ],
  // Out of range or no number at all: unknown, not a wrong value.
  ["IN=e OUT= SRC=999.1.1.1 DST=x PROTO=ICMP TYPE=256 CODE=-1 ID=65536 SEQ=0x1", {
    src: null,
    dst: null,
    icmpType: null,
    icmpCode: null,
    icmpId: null,
    icmpSeq: null,
  }],
  ["IN=e OUT= " + V4 + "PROTO=TCP SPT=1 from 192.0.2.1 port 22", { foreignWords: 3 }],
  ["IN=e OUT= ]]] [[[ SRC=10.0.0.1", { src: null }],
  ["IN= OUT=", { inIface: null, outIface: null, src: null }],
];

Deno.test("readKernelLog() reads everything nf_log_syslog.c writes", () => {
  for (const [line, expected] of LINES) {
    const packet = readKernelLog(line);
    assert.ok(packet, line);
    for (const [key, value] of Object.entries(expected)) {
      assert.deepEqual(packet[key as keyof KernelPacket], value, `${key} of ${line}`);
    }
  }
});

Deno.test("readKernelLog() is null when there is no IN= and OUT=", () => {
  const bad = ["", "IN=", "IN=eth0", "OUT=eth0 IN=", "IN=eth0  OUT=", "SRC=1.2.3.4", "in=a out=b"];
  for (const line of [...bad, `IN=${"x".repeat(100)} OUT=`]) {
    assert.equal(readKernelLog(line), null, line);
  }
});
