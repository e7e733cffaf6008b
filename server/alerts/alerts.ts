import {
  type AlertRule,
  type AlertWindow,
  type Channel,
  MAX_CHANNELS,
  MAX_RULES,
  MAX_WINDOWS,
  ruleInputSchema,
  windowInputSchema,
} from "@/shared/alerts.ts";
import { Refusal } from "@/shared/refusal.ts";
import type {
  AlertCommit,
  AlertCounters,
  AlertEvent,
  AlertMessage,
  AlertsService,
  AlertStore,
  AlertView,
  ChannelHealth,
  Delivery,
  FiringAlert,
} from "../domain/alerts.ts";
import type { AuditLog } from "../domain/audit.ts";
import { AlertEngine, type BeatOutcome } from "./engine.ts";
import { fit, readChannel } from "./inputs.ts";
import { MAX_WAITING, Outbox } from "./outbox.ts";
import { Shelf } from "./shelf.ts";

/** Lines of history that are kept. */
const MAX_EVENTS = 10_000;
/** Changes that may wait for a disk that takes no writes. */
const MAX_UNSAVED = 1_000;

export interface AlertsOptions {
  store: AlertStore;
  audit: AuditLog;
  now: () => number;
  view(): AlertView;
  send(channel: Channel, message: AlertMessage): Promise<void>;
  /** Lets other work of this thread run. */
  pause(): Promise<void>;
  /** Address of the page of alerts, or `null` when it is not known. */
  url(): string | null;
  logError(message: string, error: unknown): void;
}

const NOTHING: AlertCommit = { states: [], forgotten: [], events: [], deliveries: [] };

const NO_OUTCOME: BeatOutcome = { states: [], forgotten: [], events: [], messages: [] };

/** Rules, what they fire, and who is told. */
export class Alerts implements AlertsService {
  readonly #engine: AlertEngine;
  readonly #outbox: Outbox;
  readonly #rules: Shelf<AlertRule>;
  readonly #channels: Shelf<Channel>;
  readonly #windows: Shelf<AlertWindow>;
  #unsaved = NOTHING;
  #lastVolatileId = 0;

  static async open(options: AlertsOptions): Promise<Alerts> {
    const { store } = options;
    const alerts = new Alerts(
      options,
      new AlertEngine(await store.listStates()),
      await store.listRules(),
      await store.listChannels(),
      await store.listWindows(),
    );
    alerts.#outbox.add(await store.listDeliveries());
    return alerts;
  }

  private constructor(
    private readonly options: AlertsOptions,
    engine: AlertEngine,
    rules: AlertRule[],
    channels: Channel[],
    windows: AlertWindow[],
  ) {
    const { store, audit, now, send, logError } = options;
    this.#engine = engine;
    this.#rules = new Shelf({
      what: "rule",
      items: rules,
      max: MAX_RULES,
      read: (input) => this.#readRule(input),
      save: (rule) => store.saveRule(rule),
      remove: (id) => store.removeRule(id),
      words: (rule) => JSON.stringify(rule),
      audit,
    });
    this.#channels = new Shelf({
      what: "channel",
      items: channels,
      max: MAX_CHANNELS,
      read: readChannel,
      save: (channel) => store.saveChannel(channel),
      remove: (id) => store.removeChannel(id),
      // Addresses and secrets of channels let their holder write there.
      words: ({ name, kind, enabled }) => `${name} (${kind}, ${enabled ? "on" : "off"})`,
      audit,
    });
    this.#windows = new Shelf({
      what: "window",
      items: windows,
      max: MAX_WINDOWS,
      read: (input) => fit(windowInputSchema, input),
      save: (window) => store.saveWindow(window),
      remove: (id) => store.removeWindow(id),
      words: (window) => JSON.stringify(window),
      audit,
    });
    const channel = (id: number) => this.#channels.find(id);
    this.#outbox = new Outbox({ store, channel, send, now, logError });
    engine.setRules(rules);
    engine.setWindows(windows);
  }

  /** Judges one round; call it every {@linkcode BEAT_MS}. */
  async beat(): Promise<void> {
    // The view is made of every path: not for nobody.
    if (this.#engine.idle) await this.#keep(NO_OUTCOME);
    else await this.#judge();
    this.#outbox.tick();
  }

  async #judge(): Promise<void> {
    const steps = this.#engine.steps(this.options.view(), this.options.now());
    for (;;) {
      const { done, value } = steps.next();
      if (done) return await this.#keep(value);
      await this.options.pause();
    }
  }

  /** Sends what is due; call it every second. */
  tick(): void {
    this.#outbox.tick();
  }

  close(): Promise<void> {
    return this.#outbox.close();
  }

  firing(): FiringAlert[] {
    const states = this.#engine.firing();
    if (states.length === 0) return [];
    const isMuted = this.#engine.muting(this.options.view().targets, this.options.now());
    return states.flatMap((state) => {
      const rule = this.#rules.find(state.ruleId);
      const muted = isMuted(state.subject);
      return rule ? [{ ...state, rule, muted }] : [];
    }).sort((a, b) => b.sinceMs - a.sinceMs);
  }

  history(limit: number, beforeId: number | null): Promise<AlertEvent[]> {
    return this.options.store.alertEvents(limit, beforeId);
  }

  rules(): AlertRule[] {
    return this.#rules.all();
  }

  async addRule(input: unknown, by: string): Promise<AlertRule> {
    const rule = await this.#rules.add(input, by);
    this.#engine.setRules(this.#rules.all());
    return rule;
  }

  async changeRule(id: number, input: unknown, by: string): Promise<AlertRule> {
    const rule = await this.#rules.change(id, input, by);
    this.#engine.setRules(this.#rules.all());
    return rule;
  }

  async removeRule(id: number, by: string): Promise<void> {
    await this.#rules.remove(id, by);
    this.#engine.setRules(this.#rules.all());
  }

  windows(): AlertWindow[] {
    return this.#windows.all();
  }

  async addWindow(input: unknown, by: string): Promise<AlertWindow> {
    const window = await this.#windows.add(input, by);
    this.#engine.setWindows(this.#windows.all());
    return window;
  }

  async changeWindow(id: number, input: unknown, by: string): Promise<AlertWindow> {
    const window = await this.#windows.change(id, input, by);
    this.#engine.setWindows(this.#windows.all());
    return window;
  }

  async removeWindow(id: number, by: string): Promise<void> {
    await this.#windows.remove(id, by);
    this.#engine.setWindows(this.#windows.all());
  }

  channels(): { channel: Channel; health: ChannelHealth }[] {
    return this.#channels.all().map((channel) => ({
      channel,
      health: this.#outbox.health(channel.id),
    }));
  }

  addChannel(input: unknown, by: string): Promise<Channel> {
    return this.#channels.add(input, by);
  }

  changeChannel(id: number, input: unknown, by: string): Promise<Channel> {
    return this.#channels.change(id, input, by);
  }

  /** Takes it out of the rules that name it, too. */
  async removeChannel(id: number, by: string): Promise<void> {
    await this.#channels.remove(id, by);
    this.#outbox.forget(id);
    for (const { id: ruleId, ...rule } of this.#rules.all()) {
      if (!rule.channels.includes(id)) continue;
      const channels = rule.channels.filter((other) => other !== id);
      await this.changeRule(ruleId, { ...rule, channels }, by);
    }
  }

  async testChannel(id: number, by: string): Promise<void> {
    const channel = this.#channels.find(id);
    if (!channel) throw new Refusal("not_found", `there is no channel ${id}`);
    await this.options.audit.record({
      who: by,
      action: "alert.channel.test",
      subject: `channel ${id}`,
      detail: channel.name,
    });
    try {
      await this.options.send(channel, this.#testMessage());
      this.#outbox.note(id, null);
    } catch (error) {
      this.#outbox.note(id, error);
      throw new Refusal("unavailable", `the message did not arrive: ${(error as Error).message}`);
    }
  }

  counters(): AlertCounters {
    const firing = this.#engine.firing().length;
    const maxWaiting = MAX_WAITING * this.#channels.all().length;
    return { firing, maxWaiting, ...this.#outbox.totals() };
  }

  #testMessage(): AlertMessage {
    const { now } = this.options, url = this.options.url();
    const rule = { id: 0, name: "test", severity: "warning" as const };
    return { kind: "test", atMs: now(), rule, subjects: [], count: 0, url };
  }

  /** Keeps a beat's outcome and hands out its messages, also when the disk takes nothing. */
  async #keep(outcome: BeatOutcome): Promise<void> {
    const nowMs = this.options.now();
    const deliveries = outcome.messages.flatMap(({ rule, message }) =>
      rule.channels.filter((id) => this.#channels.find(id)?.enabled).map((channelId) => ({
        channelId,
        message: { ...message, url: this.options.url() },
        attempts: 0,
        nextAtMs: nowMs,
        createdAtMs: nowMs,
      }))
    );
    const { states, forgotten, events } = outcome;
    const waiting = this.#unsaved;
    const isGone = (old: { ruleId: number; subject: string }) =>
      !states.some(({ ruleId, subject }) => ruleId === old.ruleId && subject === old.subject);
    const commit: AlertCommit = {
      states: [...waiting.states, ...states].slice(-MAX_UNSAVED),
      forgotten: [...waiting.forgotten.filter(isGone), ...forgotten].slice(-MAX_UNSAVED),
      events: [...waiting.events, ...events].slice(-MAX_UNSAVED),
      deliveries,
    };
    if (!Object.values(commit).some((part) => part.length > 0)) return;
    try {
      this.#outbox.add(await this.options.store.commitAlerts(commit, MAX_EVENTS));
      this.#unsaved = NOTHING;
    } catch (error) {
      this.options.logError("alerts could not be stored, and are sent all the same", error);
      this.#unsaved = { ...commit, deliveries: [] };
      this.#outbox.add(
        deliveries.map((delivery): Delivery => ({ id: this.#lastVolatileId--, ...delivery })),
      );
    }
  }

  #readRule(input: unknown): Omit<AlertRule, "id"> {
    const rule = fit(ruleInputSchema, input);
    const unknown = rule.channels.filter((id) => !this.#channels.find(id));
    if (unknown.length === 0) return rule;
    const message = `there is no channel ${unknown.join(", ")}`;
    throw new Refusal("invalid", message, [{ field: "channels", message }]);
  }
}
