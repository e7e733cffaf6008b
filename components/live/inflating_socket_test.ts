import assert from "node:assert/strict";
import { deflateRawSync } from "node:zlib";
import { type BinarySocket, InflatingSocket } from "./inflating_socket.ts";

function start() {
  const inner: BinarySocket & { said: string[]; closed: boolean } = {
    binaryType: "blob",
    said: [],
    closed: false,
    onmessage: null,
    onclose: null,
    send: (text) => void inner.said.push(text),
    close: () => void (inner.closed = true),
  };
  const socket = new InflatingSocket(inner, 1), bodies: string[] = [];
  const heard = (count: number) =>
    new Promise<string[]>((resolve) => {
      socket.onmessage = ({ data }) => {
        bodies.push(new TextDecoder().decode(data));
        if (bodies.length === count) resolve(bodies);
      };
    });
  const say = (data: unknown) => inner.onmessage?.({ data } as MessageEvent);
  return { inner, socket, heard, say };
}

const message = (text: string, version = 1): ArrayBuffer =>
  new Uint8Array([version, ...deflateRawSync(text)]).buffer;

Deno.test("InflatingSocket gives what was packed, in the order in which it came", async () => {
  const { inner, heard, say } = start();
  assert.equal(inner.binaryType, "arraybuffer");
  const long = "x".repeat(100_000), all = heard(3);
  for (const text of [long, "two", "three"]) say(message(text));
  assert.deepEqual(await all, [long, "two", "three"]);
});

const wrong: [string, unknown][] = [
  ["another version", message("x", 2)],
  ["bytes that are no DEFLATE", new Uint8Array([1, 255, 255]).buffer],
  ["no bytes at all", new ArrayBuffer(0)],
  ["text", '{"type":"snapshot"}'],
];
for (const [name, data] of wrong) {
  Deno.test(`InflatingSocket gives an empty body for ${name}`, async () => {
    const { heard, say } = start(), all = heard(2);
    say(data);
    say(message("next"));
    assert.deepEqual(await all, ["", "next"]);
  });
}

Deno.test("InflatingSocket leaves out what comes while 32 messages wait", async () => {
  const { heard, say } = start(), all = heard(32);
  for (let n = 0; n < 40; n++) say(message(String(n)));
  assert.equal((await all).at(-1), "31");
});

Deno.test("InflatingSocket passes on what is sent, closed and hung up", () => {
  const { inner, socket } = start();
  let hungUp = 0;
  socket.onclose = () => hungUp++;
  inner.onclose?.({} as CloseEvent);
  socket.send("resync");
  socket.close();
  assert.deepEqual([hungUp, inner.said, inner.closed, socket.onmessage], [
    1,
    ["resync"],
    true,
    null,
  ]);
});
