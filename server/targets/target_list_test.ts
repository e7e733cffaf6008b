import assert from "node:assert/strict";
import { Refusal } from "@/shared/refusal.ts";
import { auditLog } from "../audit/audit.ts";
import { openStore } from "../store/store.ts";
import { CentralTargetList } from "./target_list.ts";

async function withList(
  work: (list: CentralTargetList, again: () => Promise<CentralTargetList>) => Promise<void>,
) {
  const store = openStore(":memory:");
  const options = {
    store: store.targets,
    audit: auditLog(store.audit, () => 1),
    now: () => 1,
    suggest: () => [
      { address: "192.0.2.1", name: "gw", why: "default gateway" },
      { address: "::1", name: "loopback", why: "known" },
    ],
  };
  try {
    await work(await CentralTargetList.open(options), () => CentralTargetList.open(options));
  } finally {
    store.close();
  }
}
const addresses = (list: CentralTargetList) => list.current().targets.map((t) => t.address);

Deno.test("CentralTargetList starts with loopback and keeps what it stored", () =>
  withList(async (list, again) => {
    assert.deepEqual(addresses(list), ["127.0.0.1", "::1"]);
    assert.equal(list.current().revision, 1);
    await list.add([{ address: "192.0.2.9", warnMs: 10, group: "x" }], "ada");
    assert.deepEqual((await again()).current(), list.current());
    assert.equal(list.current().revision, 2);
  }));

Deno.test("CentralTargetList.add() refuses all when one is bad, and names it", () =>
  withList(async (list) => {
    const inputs = [{ address: "192.0.2.9" }, { address: "not-an-ip!" }, { address: "10.0.0.300" }];
    await assert.rejects(list.add(inputs, "ada"), (error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(error.code, "invalid");
      assert.deepEqual(error.fields.map((f) => f.field), [
        "targets.1.address",
        "targets.2.address",
      ]);
      return true;
    });
    assert.equal(list.current().revision, 1);
  }));

const bad: [string, unknown][] = [
  ["a string", "10.0.0.1"],
  ["null", null],
  ["another kind", { address: "10.0.0.1", kind: "carrier pigeon" }],
  ["an unknown field", { address: "10.0.0.1", adress: "x" }],
  ["a negative limit", { address: "10.0.0.1", warnMs: -1 }],
  ["a name with a line break", { address: "10.0.0.1", name: "a\nb" }],
  ["a duplicate", { address: "127.0.0.1" }],
];
for (const [name, input] of bad) {
  Deno.test(`CentralTargetList.add() refuses ${name}`, () =>
    withList(async (list) => {
      await assert.rejects(list.add([input], "ada"), Refusal);
    }));
}

Deno.test("CentralTargetList.edit() changes one and lets a plain name follow the address", () =>
  withList(async (list) => {
    await list.add([{ address: "192.0.2.9" }], "ada");
    const id = list.current().targets[2].id;
    await list.edit(id, { address: "192.0.2.10" }, "ada");
    assert.equal(list.current().targets[2].name, "192.0.2.10");
    await list.edit(id, { name: "printer" }, "ada");
    await list.edit(id, { address: "192.0.2.11" }, "ada");
    assert.deepEqual(list.current().targets[2], {
      id,
      address: "192.0.2.11",
      name: "printer",
      kind: "icmp",
      intervalMs: 5_000,
      warnMs: 200,
      group: "",
    });
    await assert.rejects(list.edit("target_99", {}, "ada"), /no target target_99/);
    await assert.rejects(list.edit(id, { address: "10.0.0.300" }, "ada"), /300 is over 255/);
  }));

Deno.test("CentralTargetList.edit() keeps the kind, and checks the address against it", () =>
  withList(async (list) => {
    await list.add([{ address: "https://example.net/", intervalMs: 60_000 }], "ada");
    const { id, kind, intervalMs } = list.current().targets[2];
    assert.deepEqual([kind, intervalMs], ["http", 60_000], "a URL tells its kind");
    await list.edit(id, { warnMs: 5 }, "ada");
    const { kind: still, intervalMs: same, warnMs } = list.current().targets[2];
    assert.deepEqual([still, same, warnMs], ["http", 60_000, 5]);
    await assert.rejects(list.edit(id, { address: "192.0.2.1" }, "ada"), /not a URL/);
    await list.edit(id, { address: "192.0.2.1:22", kind: "tcp" }, "ada");
    assert.equal(list.current().targets[2].kind, "tcp");
  }));

Deno.test("CentralTargetList.add() refuses more probes than an agent sends", () =>
  withList(async (list) => {
    const many = Array.from({ length: 501 }, (_, n) => ({ address: `http://host-${n}.example/` }));
    await assert.rejects(list.add(many, "ada"), /101 probes a second.*longer interval/);
    await list.add(many.map((input) => ({ ...input, intervalMs: 10_000 })), "ada");
    assert.equal(list.current().targets.length, 503);
  }));

Deno.test("CentralTargetList.add() refuses a list that no agent would take", () =>
  withList(async (list) => {
    const long = (n: number) => `http://host-${n}.example/${"x".repeat(470)}`;
    const many = Array.from({ length: 12_000 }, (_, n) => ({
      address: long(n),
      intervalMs: 3_600_000,
    }));
    await assert.rejects(list.add(many, "ada"), /too long to be sent/);
  }));

Deno.test("CentralTargetList.replace() keeps the id of an address that stays", () =>
  withList(async (list) => {
    const [v4] = list.current().targets;
    await list.replace([{ address: "192.0.2.9" }, { address: "127.0.0.1" }], "ada");
    assert.deepEqual(addresses(list), ["192.0.2.9", "127.0.0.1"]);
    assert.equal(list.current().targets[1].id, v4.id);
    assert.equal(list.current().targets[0].id, "target_3", "an id is never given twice");
  }));

Deno.test("CentralTargetList tells listeners of every change until they leave", () =>
  withList(async (list) => {
    const seen: number[] = [];
    const leave = list.onChange(({ revision }) => seen.push(revision));
    await Promise.all([
      list.add([{ address: "192.0.2.9" }], "ada"),
      list.add([{ address: "192.0.2.10" }], "ada"),
    ]);
    leave();
    await list.remove("target_1", "ada");
    assert.deepEqual(seen, [2, 3]);
    assert.deepEqual(addresses(list), ["::1", "192.0.2.9", "192.0.2.10"]);
  }));

Deno.test("CentralTargetList.suggestions() leaves out what is on the list", () =>
  withList((list) => {
    assert.deepEqual(list.suggestions().map((s) => s.address), ["192.0.2.1"]);
    return Promise.resolve();
  }));

Deno.test("CentralTargetList.restore() brings a list back with its ids, and can itself be undone", () =>
  withList(async (list) => {
    const first = list.current();
    await list.add([{ address: "192.0.2.9" }], "ada");
    await list.removeMany(["target_1", "target_3"], "bob");
    assert.deepEqual(addresses(list), ["::1"]);
    const back = await list.restore(1, "ada", [3]);
    assert.deepEqual(back, { revision: 4, targets: first.targets });
    await list.restore(3, "ada");
    assert.deepEqual(addresses(list), ["::1"]);
    assert.deepEqual(await list.revision(2).then((then) => then?.targets.length), 3);
    assert.equal(await list.revision(9), null);
    await assert.rejects(list.restore(9, "ada"), /no revision 9/);
    await assert.rejects(list.restore(1, "ada", [4]), /at revision 5 now/);
  }));

Deno.test("CentralTargetList.editMany() changes all or none", () =>
  withList(async (list) => {
    await list.editMany(["target_1", "target_2"], { group: "lab", intervalMs: 60_000 }, "ada");
    assert.deepEqual(
      list.current().targets.map((t) => [t.group, t.intervalMs]),
      [["lab", 60_000], ["lab", 60_000]],
    );
    await assert.rejects(list.editMany(["target_1", "target_9"], { group: "x" }, "ada"), Refusal);
    await assert.rejects(list.removeMany(["target_1", "target_9"], "ada"), /no target target_9/);
    assert.equal(list.current().revision, 2);
  }));

Deno.test("CentralTargetList.add() names a known address by its place in what was sent", () =>
  withList(async (list) => {
    await assert.rejects(list.add([{ address: "192.0.2.9" }, { address: "::1" }], "a"), (error) => {
      assert.ok(error instanceof Refusal);
      assert.deepEqual(error.fields.map(({ field }) => field), ["targets.1.address"]);
      return true;
    });
  }));

Deno.test("CentralTargetList.history() tells who changed what, newest first", () =>
  withList(async (list) => {
    await list.add([{ address: "192.0.2.9" }], "ada");
    await list.edit("target_3", { name: "printer" }, "bob");
    await list.remove("target_1", "cho");
    const all = await list.history({ limit: 10 });
    assert.deepEqual(all.map(({ revision, by, count }) => [revision, by, count]), [
      [4, "cho", 2],
      [3, "bob", 3],
      [2, "ada", 3],
      [1, "first start", 2],
    ]);
    const [removal, edit] = all;
    assert.deepEqual(removal.changes.removed.map(({ id }) => id), ["target_1"]);
    assert.deepEqual(edit.changes.changed.map(({ before, after }) => [before.name, after.name]), [
      ["192.0.2.9", "printer"],
    ]);
    const older = await list.history({ limit: 1, before: 3 });
    assert.deepEqual(older.map(({ revision }) => revision), [2]);
    const ofOne = await list.history({ limit: 10, target: "target_3" });
    assert.deepEqual(ofOne.map(({ revision }) => revision), [3, 2]);
    assert.deepEqual(await list.history({ limit: 10 }), all, "and the same out of memory");
  }));
