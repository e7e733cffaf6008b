import assert from "node:assert/strict";
import { libc } from "@/agent/libc/libc.ts";
import { raiseReceiveBuffer, readSocketDrops } from "@/agent/libc/udp_buffer.ts";
import { SystemCallError } from "@/agent/libc/system_call_error.ts";

// Opened here, as it outlives the test that would open it.
libc();

function listen(hostname: string): Deno.DatagramConn & { port: number } {
  const socket = Deno.listenDatagram({ transport: "udp", hostname, port: 0 });
  return Object.assign(socket, { port: (socket.addr as Deno.NetAddr).port });
}

Deno.test("raiseReceiveBuffer() finds the socket among others when given its port", () => {
  for (const [hostname, family] of [["127.0.0.1", 4], ["::1", 6]] as const) {
    const sockets = [listen(hostname), listen(hostname), listen(hostname)];
    try {
      const fds = sockets.map(({ port }) => raiseReceiveBuffer(port, family, 65_536).fd);
      assert.equal(new Set(fds).size, 3);
      const again = raiseReceiveBuffer(sockets[1].port, family, 100_000);
      assert.deepEqual(again, { fd: fds[1], requestedBytes: 100_000, actualBytes: 100_000 });
    } finally {
      for (const socket of sockets) socket.close();
    }
  }
});

Deno.test("raiseReceiveBuffer() throws when no such socket is ours", () => {
  const socket = listen("127.0.0.1");
  const { port } = socket;
  assert.throws(() => raiseReceiveBuffer(port, 6, 65_536), {
    message: `No IPv6 UDP socket of this process is bound to port ${port}.`,
  });
  socket.close();
  assert.throws(() => raiseReceiveBuffer(port, 4, 65_536), /bound to port/);
  for (const bytes of [0, -1, 1.5, 2 ** 30]) {
    assert.throws(() => raiseReceiveBuffer(port, 4, bytes), RangeError);
  }
});

Deno.test("readSocketDrops() counts what did not fit the buffer", async () => {
  const receiver = listen("127.0.0.1");
  const sender = listen("127.0.0.1");
  try {
    const { fd } = raiseReceiveBuffer(receiver.port, 4, 1);
    assert.equal(readSocketDrops(fd), 0);
    for (let i = 0; i < 20; i++) await sender.send(new Uint8Array(1400), receiver.addr);
    // The smallest buffer that the kernel allows holds one or two of them.
    const drops = readSocketDrops(fd);
    assert.ok(drops >= 15 && drops < 20, `${drops}`);
  } finally {
    receiver.close();
    sender.close();
  }
});

Deno.test("readSocketDrops() throws when the descriptor is no socket", () => {
  assert.throws(() => readSocketDrops(-1), SystemCallError);
});
