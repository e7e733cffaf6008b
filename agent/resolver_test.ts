import assert from "node:assert/strict";
import { Resolver } from "./resolver.ts";
import { FakeTime } from "./testing/fake_time.ts";

/** DNS as the test says, and what it was asked. */
class Dns {
  nowMs = 0;
  readonly asked: string[] = [];
  readonly answers = new Map<string, string[] | Promise<string[]>>();
  readonly resolver = new Resolver(() => this.nowMs, async (name) => {
    this.asked.push(name);
    const answer = await this.answers.get(name);
    if (!answer) throw new Error("NXDOMAIN");
    return answer;
  });

  /** Asks, and lets a refresh in the background come to its end. */
  async resolve(name: string): Promise<string | null> {
    await this.resolver.resolve(name, 100);
    await new Promise<void>((resolve) => queueMicrotask(resolve));
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    return this.resolver.resolve(name, 100);
  }
}

Deno.test("Resolver.resolve() asks for names only, and once a minute", async () => {
  const dns = new Dns();
  dns.answers.set("a.example", ["192.0.2.1"]);
  assert.equal(await dns.resolve("127.0.0.1"), "127.0.0.1");
  assert.equal(await dns.resolve("fe80::1%eth0"), "fe80::1%eth0");
  assert.equal(await dns.resolve("a.example"), "192.0.2.1");
  dns.nowMs = 59_999;
  assert.equal(await dns.resolve("a.example"), "192.0.2.1");
  assert.deepEqual(dns.asked, ["a.example"]);
  dns.nowMs = 60_000;
  await dns.resolve("a.example");
  assert.deepEqual(dns.asked, ["a.example", "a.example"]);
});

Deno.test("Resolver.resolve() has no address while DNS fails, and asks again soon", async () => {
  const dns = new Dns();
  assert.equal(await dns.resolve("gone.example"), null);
  assert.equal(await dns.resolve("gone.example"), null);
  assert.deepEqual(dns.asked, ["gone.example"]);
  dns.nowMs = 15_000;
  dns.answers.set("gone.example", ["192.0.2.9"]);
  assert.equal(await dns.resolve("gone.example"), "192.0.2.9");
  dns.nowMs = 75_000;
  dns.answers.delete("gone.example");
  assert.equal(await dns.resolve("gone.example"), null, "a name that is gone has no address");
});

Deno.test("Resolver.resolve() stays with an address while answers name it", async () => {
  const dns = new Dns();
  dns.answers.set("a.example", ["192.0.2.1", "192.0.2.2"]);
  assert.equal(await dns.resolve("a.example"), "192.0.2.1");
  dns.answers.set("a.example", ["192.0.2.2", "192.0.2.1"]);
  dns.nowMs = 60_000;
  assert.equal(await dns.resolve("a.example"), "192.0.2.1", "a round robin makes no jumps");
  dns.answers.set("a.example", ["192.0.2.3"]);
  dns.nowMs = 120_000;
  assert.equal(await dns.resolve("a.example"), "192.0.2.3", "the name has moved");
});

Deno.test("Resolver.failed() goes over to the name's other address", async () => {
  const dns = new Dns();
  dns.answers.set("both.example", ["2001:db8::1", "192.0.2.1"]);
  dns.answers.set("one.example", ["192.0.2.1"]);
  await dns.resolve("both.example");
  await dns.resolve("one.example");
  assert.equal(dns.resolver.failed("both.example", "2001:db8::1"), "192.0.2.1");
  assert.equal(await dns.resolve("both.example"), "192.0.2.1");
  assert.equal(dns.resolver.failed("both.example", "2001:db8::1"), null, "that is not in use");
  assert.equal(dns.resolver.failed("one.example", "192.0.2.1"), null, "there is no other");
  assert.equal(dns.resolver.failed("unknown.example", "192.0.2.1"), null);
});

Deno.test("Resolver.resolve() waits for a slow DNS no longer than it may", async () => {
  using time = new FakeTime(0);
  const dns = new Dns();
  const { promise, resolve } = Promise.withResolvers<string[]>();
  dns.answers.set("slow.example", promise);
  const asked = dns.resolver.resolve("slow.example", 1_000);
  await time.pass(1_000);
  assert.equal(await asked, null);
  resolve(["192.0.2.1"]);
  await time.pass(0);
  assert.equal(await dns.resolver.resolve("slow.example", 1_000), "192.0.2.1");
  assert.deepEqual(dns.asked, ["slow.example"], "asked once");
});

Deno.test("Resolver.keepOnly() forgets the others", async () => {
  const dns = new Dns();
  dns.answers.set("a.example", ["192.0.2.1"]);
  dns.answers.set("b.example", ["192.0.2.1"]);
  await dns.resolve("a.example");
  await dns.resolve("b.example");
  dns.resolver.keepOnly(new Set(["b.example"]));
  await dns.resolve("a.example");
  await dns.resolve("b.example");
  assert.deepEqual(dns.asked, ["a.example", "b.example", "a.example"]);
});
