import assert from "node:assert/strict";
import type { Channel } from "@/shared/alerts.ts";
import type { Cell } from "@/shared/live/matrix.ts";
import type {
  AlertEvent,
  AlertMessage,
  AlertState,
  AlertStore,
  Delivery,
} from "../domain/alerts.ts";
import { Alerts } from "./alerts.ts";

/** A store in memory that can refuse to write, as a full disk does. */
function memoryStore() {
  const shelf = <T extends { id: number }>() => {
    const items = new Map<number, T>();
    let last = 0;
    return {
      list: () => Promise.resolve([...items.values()]),
      save: (item: T) => {
        const id = item.id || ++last;
        items.set(id, { ...item, id });
        return Promise.resolve({ ...item, id });
      },
      remove: (id: number) => Promise.resolve(items.delete(id)),
    };
  };
  const rules = shelf<never>(), channels = shelf<never>(), windows = shelf<never>();
  const disk = { full: false };
  const states = new Map<string, AlertState>();
  const events: AlertEvent[] = [], deliveries = new Map<number, Delivery>();
  const store = {
    listRules: rules.list,
    saveRule: rules.save,
    removeRule: rules.remove,
    listChannels: channels.list,
    saveChannel: channels.save,
    removeChannel: channels.remove,
    listWindows: windows.list,
    saveWindow: windows.save,
    removeWindow: windows.remove,
    listStates: () => Promise.resolve(structuredClone([...states.values()])),
    commitAlerts: (commit) => {
      if (disk.full) return Promise.reject(new Error("disk full"));
      for (const state of structuredClone(commit.states)) states.set(state.subject, state);
      for (const { subject } of commit.forgotten) states.delete(subject);
      for (const event of commit.events) events.unshift({ id: events.length + 1, ...event });
      return Promise.resolve(commit.deliveries.map((draft) => {
        const delivery = { id: deliveries.size + 1, ...draft };
        deliveries.set(delivery.id, delivery);
        return delivery;
      }));
    },
    alertEvents: (limit) => Promise.resolve(events.slice(0, limit)),
    listDeliveries: () => Promise.resolve(structuredClone([...deliveries.values()])),
    saveDelivery: () => Promise.resolve(),
    removeDelivery: (id) => Promise.resolve(void deliveries.delete(id)),
  } as AlertStore;
  return { store, disk, states, events };
}

const BAD: Cell = { state: "fail", rttUs: null, lossPercent: 100, medianUs: null };
const GOOD: Cell = { state: "ok", rttUs: 1, lossPercent: 0, medianUs: 1 };

async function open(memory = memoryStore()) {
  const world = { nowMs: 1_000_000, cell: BAD, sent: [] as AlertMessage[], audit: [] as string[] };
  const errors: string[] = [];
  const alerts = await Alerts.open({
    store: memory.store,
    audit: {
      record: ({ who, action, detail }) =>
        Promise.resolve(void world.audit.push(`${who} ${action} ${detail}`)),
    },
    now: () => world.nowMs,
    view: () => ({
      agents: [{ id: "agent_1", name: "a" }],
      targets: [{ id: "target_1", name: "t", address: "192.0.2.1", group: "g" }],
      rows: [[world.cell]],
      percentilesUs: () => [NaN],
      young: false,
    }),
    send: (_channel: Channel, message) => Promise.resolve(void world.sent.push(message)),
    pause: () => Promise.resolve(),
    url: () => "http://x/alerts",
    logError: (message) => errors.push(message),
  });
  const beat = async (cell: Cell) => {
    world.cell = cell;
    world.nowMs += 5_000;
    await alerts.beat();
  };
  return { alerts, world, beat, errors };
}

const slack = { kind: "slack", name: "chat", url: "https://hooks.example.net/x" };
const rule = {
  name: "down",
  condition: { kind: "state", states: ["fail"] },
  rounds: { bad: 1, of: 1 },
  clear_rounds: 1,
  channels: [1],
};

Deno.test("Alerts fires, tells the rule's channels, clears, and remembers all of it", async () => {
  const memory = memoryStore();
  const { alerts, world, beat } = await open(memory);
  await alerts.addChannel(slack, "ada");
  await alerts.addRule(rule, "ada");
  await beat(BAD);
  assert.deepEqual(world.sent.map(({ kind, url }) => [kind, url]), [["fired", "http://x/alerts"]]);
  const [firing] = alerts.firing();
  assert.deepEqual([firing.name, firing.rule.name, firing.muted], ["t", "down", false]);
  await beat(GOOD);
  assert.deepEqual(world.sent.map(({ kind }) => kind), ["fired", "cleared"]);
  assert.deepEqual(alerts.firing(), []);
  const kinds = (await alerts.history(10, null)).map(({ kind, told }) => [kind, told]);
  assert.deepEqual(kinds, [["cleared", true], ["fired", true]]);
  await alerts.close();
});

Deno.test("Alerts fires on after a restart, and clears for who was told before it", async () => {
  const memory = memoryStore();
  const first = await open(memory);
  await first.alerts.addChannel(slack, "ada");
  await first.alerts.addRule(rule, "ada");
  await first.beat(BAD);
  await first.alerts.close();

  const second = await open(memory);
  assert.equal(second.alerts.firing().length, 1);
  await second.beat(BAD);
  assert.deepEqual(second.world.sent, [], "nobody is told twice");
  await second.beat(GOOD);
  assert.deepEqual(second.world.sent.map(({ kind }) => kind), ["cleared"]);
  await second.alerts.close();
});

Deno.test("Alerts tells people while the disk is full, and stores it all later", async () => {
  const memory = memoryStore();
  const { alerts, world, beat, errors } = await open(memory);
  await alerts.addChannel(slack, "ada");
  await alerts.addRule(rule, "ada");
  memory.disk.full = true;
  await beat(BAD);
  assert.deepEqual(world.sent.map(({ kind }) => kind), ["fired"]);
  assert.equal(errors.length, 1);
  assert.equal(memory.states.size, 0);
  memory.disk.full = false;
  await beat(BAD);
  assert.equal(memory.states.get("target:target_1")!.firing, true);
  assert.deepEqual(memory.events.map(({ kind }) => kind), ["fired"]);
  assert.equal(world.sent.length, 1);
  await alerts.close();
});

const bad: [what: string, rule: object, says: RegExp][] = [
  ["more bad rounds than rounds", { rounds: { bad: 3, of: 2 } }, /rounds\.bad/],
  ["33 rounds", { rounds: { bad: 1, of: 33 } }, /rounds\.of/],
  ["a channel that is not there", { channels: [9] }, /no channel 9/],
  ["a name with a line break", { name: "a\nb" }, /control characters/],
  ["a field that is not known", { extra: 1 }, /extra/],
  ["a loss of nothing", { condition: { kind: "loss", percent: 0 } }, /condition\.percent/],
];
for (const [what, change, says] of bad) {
  Deno.test(`Alerts.addRule() refuses ${what}`, async () => {
    const { alerts } = await open();
    await alerts.addChannel(slack, "ada");
    await assert.rejects(alerts.addRule({ ...rule, ...change }, "ada"), says);
    assert.deepEqual(alerts.rules(), []);
    await alerts.close();
  });
}

Deno.test("Alerts.changeChannel() keeps a secret that is not named", async () => {
  const { alerts, world } = await open();
  const hook = { kind: "webhook", name: "h", url: "https://h.example.net/" };
  await alerts.addChannel({ ...hook, secret: "one" }, "ada");
  const secretOf = () => (alerts.channels()[0].channel as { secret?: string }).secret;
  await alerts.changeChannel(1, hook, "ada");
  assert.equal(secretOf(), "one");
  await alerts.changeChannel(1, { ...hook, secret: "two" }, "ada");
  assert.equal(secretOf(), "two");
  assert.ok(!world.audit.join().includes("one"), "no secret is in the audit log");
  assert.ok(!world.audit.join().includes("h.example.net"), "nor an address that may be one");
  await assert.rejects(alerts.changeChannel(2, hook, "ada"), /no channel 2/);
  await alerts.close();
});

Deno.test("Alerts.removeChannel() takes it out of the rules", async () => {
  const { alerts } = await open();
  await alerts.addChannel(slack, "ada");
  await alerts.addRule(rule, "ada");
  await alerts.removeChannel(1, "ada");
  assert.deepEqual(alerts.rules()[0].channels, []);
  await alerts.close();
});
