import assert from "node:assert/strict";
import {
  AF_INET,
  ICMP_FILTER,
  IPPROTO_ICMP,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_RAW,
  SOL_RAW,
} from "@/agent/libc/linux.ts";
import { checked, libc } from "@/agent/libc/libc.ts";
import { parseSocketAddress, type SocketAddress } from "@/agent/libc/socket_address.ts";
import { setIntOption } from "@/agent/libc/socket_option.ts";
import { internetChecksum } from "@/agent/icmp/checksum.ts";
import { openPinger } from "@/agent/icmp/pinger.ts";
import { SendBatch } from "@/agent/icmp/send_batch.ts";
import { IcmpSocket } from "@/agent/icmp/socket.ts";
import { requireRoot } from "@/agent/icmp/test_network.ts";

// Opened here, as it outlives the test that would open it.
libc();

const ECHO_REQUEST = 8;
const IP_HEADER_BYTES = 20;

/** Of this test alone: others ping on the same machine at the same time. */
const TARGET = "127.83.70.1";
const STRANGER = "127.83.70.2";

/** A raw socket that sees echo requests on loopback and sends what a forger likes, from `source`. */
function openForger(source: string): IcmpSocket {
  const type = SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const fd = checked("socket", libc().socket(AF_INET, type, IPPROTO_ICMP));
  assert.ok(setIntOption(fd, SOL_RAW, ICMP_FILTER, ~(1 << ECHO_REQUEST)));
  const { bytes } = parseSocketAddress(source);
  checked("bind", libc().bind(fd, bytes, bytes.length));
  return new IcmpSocket(4, fd, "raw", 0);
}

function withChecksum(message: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  message[2] = message[3] = 0;
  const sum = internetChecksum(message);
  message[2] = sum >> 8;
  message[3] = sum & 255;
  return message;
}

function sendOne(socket: IcmpSocket, to: SocketAddress, packet: Uint8Array): void {
  const batch = new SendBatch(1, packet.length, to.bytes.length);
  batch.address(0, to.bytes);
  batch.bytes.set(packet, batch.messageAt(0));
  assert.equal(socket.send(batch, 0, 1), 1);
}

Deno.test("ping() counts what a forger sends on a real socket, and nothing more", async () => {
  requireRoot();
  await using pinger = openPinger();
  const forger = openForger(TARGET);
  const stranger = openForger(STRANGER);
  // Where replies go: the pinger's own address, as the kernel chooses it for loopback.
  const to = parseSocketAddress("127.0.0.1");
  try {
    await pinger.ping(TARGET, 3_000);
    const requests: Uint8Array<ArrayBuffer>[] = [];
    forger.receive(({ bytes, dataAt, dataEnd }) => {
      const destination = bytes.subarray(dataAt + 16, dataAt + IP_HEADER_BYTES);
      if (destination.join(".") !== TARGET) return;
      requests.push(Uint8Array.from(bytes.subarray(dataAt + IP_HEADER_BYTES, dataEnd)));
    });
    assert.equal(requests.length, 1);
    const [request] = requests;
    const reply = (change: (packet: Uint8Array) => void = () => {}) => {
      const packet = request.slice();
      packet[0] = 0;
      change(packet);
      return withChecksum(packet);
    };
    const oversized = new Uint8Array(1_400);
    oversized.set(reply());
    const broken = reply();
    broken[40] ^= 1;
    const cases: [IcmpSocket, Uint8Array<ArrayBuffer>][] = [
      [forger, reply()], // duplicate
      [forger, reply()], // duplicate
      [stranger, reply()], // foreign: another source
      [forger, reply((packet) => packet[12] ^= 1)], // foreign: another cookie
      [forger, reply((packet) => packet[4] ^= 1)], // another id: not even seen
      [forger, reply().slice(0, 20)], // malformed: truncated
      [forger, withChecksum(oversized)], // malformed: oversized
      [forger, broken], // malformed: checksum
    ];
    for (const [socket, packet] of cases) sendOne(socket, to, packet);

    // Its reply is behind them in the queue, so when it was read they were.
    assert.equal((await pinger.ping(TARGET, 3_000)).state, "reply");
    const { sent, replies, duplicate, foreign, malformed } = pinger.counters;
    assert.deepEqual({ sent, replies, duplicate, foreign, malformed }, {
      sent: 2,
      replies: 2,
      duplicate: 2,
      foreign: 2,
      malformed: 3,
    });
  } finally {
    forger.close();
    stranger.close();
  }
});
