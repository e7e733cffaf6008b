import assert from "node:assert/strict";
import type { Target } from "@/shared/target.ts";
import { FIRST_RESULT_CODE, RESULT_CODES } from "@/shared/wire/round_frame.ts";
import { Resolver } from "../resolver.ts";
import { tcpErrorResult, TcpProber } from "./tcp_prober.ts";

const target = (address: string): Target => ({
  id: "target_1",
  address,
  name: "",
  kind: "tcp",
  intervalMs: 5_000,
  warnMs: 200,
  group: "",
});
const names = new Map([
  ["local.example", ["127.0.0.1"]],
  // Nothing can be sent to the first one: a link-local address needs a zone.
  ["both.example", ["fe80::1", "127.0.0.1"]],
]);
const prober = () =>
  new TcpProber(new Resolver(() => 0, (name) => Promise.resolve(names.get(name) ?? [])));

async function withListener(hostname: string, work: (port: number) => Promise<void>) {
  using listener = Deno.listen({ hostname, port: 0 });
  const accepting = (async () => {
    for await (const connection of listener) connection.close();
  })();
  await work(listener.addr.port);
  listener.close();
  await accepting;
}

const reached: [string, (port: number) => string][] = [
  ["127.0.0.1", (port) => `127.0.0.1:${port}`],
  ["::1", (port) => `[::1]:${port}`],
  ["127.0.0.1", (port) => `local.example:${port}`],
  ["127.0.0.1", (port) => `both.example:${port}`],
];
for (const [hostname, addressOf] of reached) {
  Deno.test(`TcpProber.probe() measures a connection to ${addressOf(443)}`, () =>
    withListener(hostname, async (port) => {
      const { result, note } = await prober().probe(target(addressOf(port)), 3_000);
      assert.ok(result > 0 && result < FIRST_RESULT_CODE, `0x${result.toString(16)}`);
      assert.equal(note, undefined);
    }));
}

Deno.test("TcpProber.probe() tells refused from a name without an address", async () => {
  let port = 0;
  await withListener("127.0.0.1", (free) => Promise.resolve(void (port = free)));
  const result = async (address: string) => (await prober().probe(target(address), 3_000)).result;
  assert.equal(await result(`127.0.0.1:${port}`), RESULT_CODES.refused);
  assert.equal(await result(`gone.example:${port}`), RESULT_CODES.unresolved);
});

const errors: [string, number][] = [
  ["ECONNREFUSED", RESULT_CODES.refused],
  ["ECONNRESET", RESULT_CODES.reset],
  ["ETIMEDOUT", RESULT_CODES.timeout],
  ["EHOSTUNREACH", RESULT_CODES.unreachable],
  ["ENETUNREACH", RESULT_CODES.sendFailed],
  ["EMFILE", RESULT_CODES.sendFailed],
];
for (const [code, result] of errors) {
  Deno.test(`tcpErrorResult() knows ${code}`, () => {
    assert.equal(tcpErrorResult(Object.assign(new Error(), { code })), result);
  });
}
