import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { requireRoot } from "@/agent/icmp/test_network.ts";

/** Runs a file of this folder as a process of its own, and gives what it prints. */
async function runFile<T>(name: string): Promise<T> {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-check", "--v8-flags=--expose-gc", "--allow-ffi", "--allow-sys"],
      fileURLToPath(new URL(name, import.meta.url)),
    ],
    stdin: "null",
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test("send() loses nothing when garbage is collected between all its calls", async () => {
  requireRoot();
  assert.deepEqual(await runFile("./gc_stress.ts"), {
    states: { reply: 20_000 },
    malformed: 0,
    foreign: 0,
    duplicate: 0,
    receiveDrops: 0,
    isLitterWhole: true,
  });
});

Deno.test("a day's rounds take no more memory at the end than in the middle", async () => {
  const { outcomes, usedBytes, sockets, timers, reopened } = await runFile<{
    outcomes: Record<string, number>;
    usedBytes: number[];
    sockets: number;
    timers: number;
    reopened: number;
  }>("./long_run.ts");
  const rounds = 17_280;
  const flaps = rounds / 40 * 8;
  assert.deepEqual(outcomes, {
    reply: 8 * rounds - flaps,
    timeout: 4 * rounds + flaps,
    unreachable: 0,
    "send-failed": 0,
  });
  const growthBytes = usedBytes[3] - usedBytes[1];
  assert.ok(growthBytes < 2_000_000, `${usedBytes}`);
  // The two of IPv4 and IPv6, and perhaps one that was replaced in the last minute.
  assert.ok(sockets === 2 || sockets === 3, `${sockets}`);
  assert.ok(reopened > 10 && reopened < rounds / 12, `${reopened}`);
  assert.equal(timers, 0);
});
