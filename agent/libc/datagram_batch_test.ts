import assert from "node:assert/strict";
import { DatagramBatch } from "@/agent/libc/datagram_batch.ts";
import { libc } from "@/agent/libc/libc.ts";
import { raiseReceiveBuffer } from "@/agent/libc/udp_buffer.ts";

libc(); // stays open: before the tests, whose resources are counted

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

/** Two sockets that send to a third one in turn; what a batch of it takes. */
async function received(hostname: string, texts: string[], dataBytes: number) {
  const [to, ...senders] = Array.from(
    { length: 3 },
    () => Deno.listenDatagram({ transport: "udp", hostname, port: 0 }),
  );
  const { port } = to.addr as Deno.NetAddr;
  const found: [string, string][] = [];
  try {
    const { fd } = raiseReceiveBuffer(port, hostname.includes(":") ? 6 : 4, 65_536);
    for (const [i, text] of texts.entries()) {
      await senders[i % 2].send(utf8.encoder.encode(text), { transport: "udp", hostname, port });
    }
    const batch = new DatagramBatch(4, dataBytes);
    for (let count; (count = batch.receive(fd)) > 0;) {
      for (let i = 0; i < count; i++) {
        found.push([batch.sender(i), utf8.decoder.decode(batch.data(i))]);
      }
    }
  } finally {
    for (const socket of [to, ...senders]) socket.close();
  }
  return found;
}

Deno.test("DatagramBatch.receive() takes all that is there, in order, with its sender", async () => {
  const texts = ["a", "", "ccc", "d".repeat(64), "e", "f"];
  for (const hostname of ["127.0.0.1", "::1"]) {
    assert.deepEqual(await received(hostname, texts, 64), texts.map((text) => [hostname, text]));
  }
});

Deno.test("DatagramBatch.data() is the beginning of a datagram that is too long", async () => {
  const long = "x".repeat(70);
  assert.deepEqual(await received("127.0.0.1", [long], 64), [["127.0.0.1", "x".repeat(64)]]);
});

Deno.test("DatagramBatch.data() is a whole datagram beyond what an Ethernet frame holds", async () => {
  const texts = [1_599, 1_600, 1_601, 1, 9_000, 20_000].map((length, n) =>
    `${n}`.repeat(length - 1) + "."
  );
  const expected = texts.map((text) => ["127.0.0.1", text]);
  assert.deepEqual(await received("127.0.0.1", texts, 65_536), expected);
  assert.deepEqual(
    await received("127.0.0.1", texts.slice(4), 4_000),
    texts.slice(4).map((text) => ["127.0.0.1", text.slice(0, 4_000)]),
  );
});

Deno.test("DatagramBatch.receive() takes nothing where nothing is", async () => {
  assert.deepEqual(await received("127.0.0.1", [], 64), []);
});
