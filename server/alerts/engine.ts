import { type AlertRule, type AlertWindow, isOpen } from "@/shared/alerts.ts";
import type {
  AlertCommit,
  AlertEventKind,
  AlertMessage,
  AlertState,
  AlertView,
} from "../domain/alerts.ts";
import { pathWords } from "./alert_words.ts";
import { mutedSubjects } from "./muted_subjects.ts";
import { RuleMemory, type Verdict } from "./rule_memory.ts";

/** An alert that changed so often in so long flaps, until it has been quiet for as long. */
export const FLAP_CHANGES = 5;
export const FLAP_MS = 15 * 60_000;
/** Subjects named in one message; the rest is a count. */
const MAX_NAMED_SUBJECTS = 20;

/** What one beat leads to: what is to be kept, and what is to be told to whom. */
export interface BeatOutcome extends Omit<AlertCommit, "deliveries"> {
  messages: { rule: AlertRule; message: Omit<AlertMessage, "url"> }[];
}

/**
 * The rules, beat by beat: a view of the matrix in, changes and messages out. It reads no clock and
 * does nothing itself, so it can be tried with any history.
 *
 * An alert has a state and what people were told of it. A maintenance window and flapping hold back
 * the telling, never the state; when they are over, the difference is told.
 */
export class AlertEngine {
  #memories = new Map<number, RuleMemory>();
  #states = new Map<string, AlertState>();
  /** Good rounds in a row of what is firing. */
  #good = new Map<string, number>();
  #windows: readonly AlertWindow[] = [];

  constructor(states: readonly AlertState[]) {
    for (const state of states) this.#states.set(keyOf(state.ruleId, state.subject), state);
  }

  /** A rule that changed begins anew with its rounds; what it fires stays until it clears. */
  setRules(rules: readonly AlertRule[]): void {
    const before = this.#memories;
    this.#memories = new Map(
      rules.filter(({ enabled }) => enabled).map((rule) => {
        const known = before.get(rule.id);
        const same = known && JSON.stringify(known.rule) === JSON.stringify(rule);
        return [rule.id, same ? known : new RuleMemory(rule)];
      }),
    );
  }

  setWindows(windows: readonly AlertWindow[]): void {
    this.#windows = windows;
  }

  firing(): AlertState[] {
    return [...this.#states.values()].filter(({ firing }) => firing);
  }

  /** Whether there is nothing to judge and nothing to clear. */
  get idle(): boolean {
    return this.#memories.size === 0 && this.#states.size === 0;
  }

  /** What it remembers: subjects, and bytes of the rules' rounds. */
  get kept(): { subjects: number; bytes: number } {
    const bytes = this.#memories.values().reduce((sum, memory) => sum + memory.byteLength, 0);
    return { subjects: this.#states.size + this.#good.size, bytes };
  }

  /** Which subjects a maintenance window is open over now. */
  muting(targets: AlertView["targets"], nowMs: number): (subject: string) => boolean {
    return mutedSubjects(this.#windows.filter((window) => isOpen(window, nowMs)), targets);
  }

  /** Judges one round of everything at once. @param nowMs Unix time in milliseconds */
  beat(view: AlertView, nowMs: number): BeatOutcome {
    const steps = this.steps(view, nowMs);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The same rule by rule, so that a thread with other work can do that in between. */
  *steps(view: AlertView, nowMs: number): Generator<void, BeatOutcome> {
    const outcome: BeatOutcome = { states: [], forgotten: [], events: [], messages: [] };
    const seen = new Set<string>();
    const isMuted = this.muting(view.targets, nowMs);
    for (const memory of this.#memories.values()) {
      const { rule } = memory;
      const told: Record<"fired" | "cleared" | "flapping", AlertState[]> = {
        fired: [],
        cleared: [],
        flapping: [],
      };
      for (const verdict of memory.judge(view)) {
        seen.add(keyOf(rule.id, verdict.subject));
        this.#subject(memory, verdict, isMuted, nowMs, outcome, told);
      }
      for (const kind of ["fired", "cleared", "flapping"] as const) {
        if (told[kind].length) outcome.messages.push(messageOf(rule, kind, told[kind], nowMs));
      }
      yield;
    }
    this.#forget(seen, nowMs, outcome);
    return outcome;
  }

  #subject(
    memory: RuleMemory,
    verdict: Verdict,
    isMuted: (subject: string) => boolean,
    nowMs: number,
    outcome: BeatOutcome,
    told: Record<"fired" | "cleared" | "flapping", AlertState[]>,
  ): void {
    const { rule } = memory, key = keyOf(rule.id, verdict.subject);
    const before = this.#states.get(key);
    if (!before && !verdict.bad) return;
    const state = before ?? fresh(rule.id, verdict.subject, nowMs);
    let kind: AlertEventKind | null = this.#turn(memory, state, verdict, key, nowMs);
    const muted = isMuted(state.subject);
    let tells = false;
    state.changesMs = state.changesMs.filter((atMs) => atMs > nowMs - FLAP_MS);
    if (!state.flapping && state.changesMs.length >= FLAP_CHANGES) {
      state.flapping = true;
      if (!muted) told.flapping.push(state);
      kind = "flapping";
      tells = !muted;
    } else if (state.flapping && state.changesMs.length === 0) {
      state.flapping = false;
      kind = "settled";
    }
    if (!state.flapping && state.firing !== state.toldFiring && !(muted && state.firing)) {
      state.toldFiring = state.firing;
      told[state.firing ? "fired" : "cleared"].push(state);
      tells = true;
    }
    if (kind === null && !tells) return;
    if (kind === null) kind = state.firing ? "fired" : "cleared";
    this.#states.set(key, state);
    outcome.states.push(state);
    outcome.events.push(eventOf(rule, state, kind, tells, nowMs));
  }

  /** Fires or clears; returns which, or `null` when all stays as it is. */
  #turn(
    memory: RuleMemory,
    state: AlertState,
    verdict: Verdict,
    key: string,
    nowMs: number,
  ): "fired" | "cleared" | null {
    state.name = verdict.name;
    if (verdict.bad) {
      this.#good.delete(key);
      Object.assign(state, { paths: verdict.paths, badPaths: verdict.badPaths });
      if (state.firing) return null;
      Object.assign(state, { firing: true, sinceMs: nowMs });
      state.changesMs.push(nowMs);
      return "fired";
    }
    // Without news nothing clears, nor before as many rounds were seen as it takes to fire.
    if (!state.firing || !verdict.known || !memory.settled) return null;
    const good = (this.#good.get(key) ?? 0) + 1;
    this.#good.set(key, good);
    if (good < memory.rule.clear_rounds) return null;
    this.#good.delete(key);
    Object.assign(state, { firing: false, sinceMs: nowMs });
    state.changesMs.push(nowMs);
    return "cleared";
  }

  /** Drops what was told to its end, and what has no rule or target any more. */
  #forget(seen: ReadonlySet<string>, nowMs: number, outcome: BeatOutcome): void {
    for (const [key, state] of this.#states) {
      const gone = !seen.has(key);
      const over = !state.firing && !state.toldFiring && !state.flapping &&
        state.changesMs.every((atMs) => atMs <= nowMs - FLAP_MS);
      if (!gone && !over) continue;
      this.#states.delete(key);
      this.#good.delete(key);
      outcome.forgotten.push({ ruleId: state.ruleId, subject: state.subject });
      if (gone && state.firing) {
        const rule = this.#memories.get(state.ruleId)?.rule ?? null;
        const kind = "cleared", detail = "its rule or its target is gone";
        const { ruleId, subject, name } = state;
        const told = rule !== null && state.toldFiring;
        const event = { atMs: nowMs, ruleId, rule: rule?.name ?? `rule ${ruleId}`, subject, name };
        outcome.events.push({ ...event, kind, told, detail });
        if (told) outcome.messages.push(messageOf(rule, kind, [state], nowMs));
      }
    }
  }
}

const keyOf = (ruleId: number, subject: string) => `${ruleId} ${subject}`;

const fresh = (ruleId: number, subject: string, sinceMs: number): AlertState => ({
  ruleId,
  subject,
  name: "",
  firing: false,
  sinceMs,
  toldFiring: false,
  flapping: false,
  changesMs: [],
  paths: [],
  badPaths: 0,
});

function messageOf(
  rule: AlertRule,
  kind: "fired" | "cleared" | "flapping",
  states: AlertState[],
  atMs: number,
): BeatOutcome["messages"][number] {
  const { id, name, severity } = rule;
  const subjects = states.slice(0, MAX_NAMED_SUBJECTS).map((state) => ({
    subject: state.subject,
    name: state.name,
    sinceMs: state.sinceMs,
    badPaths: state.badPaths,
    paths: state.paths,
  }));
  const count = states.length;
  return { rule, message: { kind, atMs, rule: { id, name, severity }, subjects, count } };
}

function eventOf(
  rule: AlertRule,
  { subject, name, paths, badPaths }: AlertState,
  kind: AlertEventKind,
  told: boolean,
  atMs: number,
) {
  const detail = kind === "fired" ? pathWords(paths, badPaths) : "";
  return { atMs, ruleId: rule.id, rule: rule.name, subject, name, kind, told, detail };
}
