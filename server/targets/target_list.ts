import { z } from "zod";
import { type FieldProblem, Refusal } from "@/shared/refusal.ts";
import {
  DEFAULT_INTERVAL_MS,
  DEFAULT_WARN_MS,
  MAX_TARGETS,
  type Target,
  targetChangeSchema,
  targetInputSchema,
  type TargetList,
} from "@/shared/target.ts";
import { rateProblem } from "@/shared/probe_rate.ts";
import { kindOfAddress } from "@/shared/target_address.ts";
import { MAX_CONTROL_LENGTH } from "@/shared/wire/control.ts";
import type { AuditLog } from "../domain/audit.ts";
import type {
  HistoryQuestion,
  RevisionsWanted,
  Suggestion,
  TargetDraft,
  TargetRevision,
  TargetsService,
  TargetStore,
} from "../domain/targets.ts";
import { TargetHistory } from "./target_history.ts";

export interface TargetListOptions {
  store: TargetStore;
  audit: AuditLog;
  now: () => number;
  /** Addresses worth offering, without those that are on the list. */
  suggest: () => Suggestion[];
}

/** The list of the first start: the machine itself, so that the first page shows life. */
const FIRST_TARGETS = [
  { address: "127.0.0.1", name: "loopback IPv4" },
  { address: "::1", name: "loopback IPv6" },
];

/** More than an id takes that a new target gets. */
const ID_LENGTH = 32;

/** The central list of targets: one revision after the other, told to whoever listens. */
export class CentralTargetList implements TargetsService {
  #list: TargetList;
  #listeners = new Set<(list: TargetList) => void>();
  /** Changes run one after the other: each is made on the list that the last one left. */
  #turn: Promise<unknown> = Promise.resolve();

  readonly #history: TargetHistory;

  private constructor(private readonly options: TargetListOptions, list: TargetList) {
    this.#list = list;
    this.#history = new TargetHistory(options.store);
  }

  static async open(options: TargetListOptions): Promise<CentralTargetList> {
    const stored = await options.store.currentList();
    if (stored) return new CentralTargetList(options, stored);
    const first = FIRST_TARGETS.map((input) => draftOf(targetInputSchema.parse(input)));
    const list = await options.store.saveList(first, "first start", options.now());
    return new CentralTargetList(options, list);
  }

  current(): TargetList {
    return this.#list;
  }

  /** Calls `listener` after every change. Returns a function that ends it. */
  onChange(listener: (list: TargetList) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  suggestions(): Suggestion[] {
    const known = new Set(this.#list.targets.map((target) => keyOf(target)));
    return this.options.suggest().filter((s) => !known.has(keyOf({ ...s, kind: "icmp" })));
  }

  add(inputs: unknown[], by: string, wanted: RevisionsWanted = null): Promise<TargetList> {
    return this.#change(by, wanted, "targets.add", (old) => {
      const added = parseAll(inputs);
      refuseDuplicates([...old, ...added], old.length);
      const what = added.map((t) => t.address).join(", ");
      return { next: [...old, ...added], what, after: added };
    });
  }

  edit(
    id: string,
    change: unknown,
    by: string,
    wanted: RevisionsWanted = null,
  ): Promise<TargetList> {
    return this.editMany([id], change, by, wanted);
  }

  editMany(
    ids: readonly string[],
    change: unknown,
    by: string,
    wanted: RevisionsWanted = null,
  ): Promise<TargetList> {
    return this.#change(by, wanted, "targets.edit", (old) => {
      const changed = new Map(ids.map((id) => [id, changedTarget(find(old, id), change)]));
      const next = old.map((target) => changed.get(target.id) ?? target);
      const what = [...changed.values()].map(({ address }) => address).join(", ");
      const before = ids.map((id) => find(old, id)), after = [...changed.values()];
      // Of one target it reads better without a list around it.
      return ids.length === 1
        ? { next, what, before: before[0], after: after[0] }
        : { next, what, before, after };
    });
  }

  remove(id: string, by: string, wanted: RevisionsWanted = null): Promise<TargetList> {
    return this.removeMany([id], by, wanted);
  }

  removeMany(
    ids: readonly string[],
    by: string,
    wanted: RevisionsWanted = null,
  ): Promise<TargetList> {
    return this.#change(by, wanted, "targets.remove", (old) => {
      const gone = new Set(ids), before = ids.map((id) => find(old, id));
      const next = old.filter(({ id }) => !gone.has(id));
      const what = before.map(({ address }) => address).join(", ");
      return { next, what, before: before.length === 1 ? before[0] : before };
    });
  }

  revision(revision: number): Promise<TargetList | null> {
    return revision === this.#list.revision
      ? Promise.resolve(this.#list)
      : this.options.store.listAt(revision);
  }

  restore(revision: number, by: string, wanted: RevisionsWanted = null): Promise<TargetList> {
    return this.#change(by, wanted, "targets.restore", async (old) => {
      const then = await this.options.store.listAt(revision);
      if (!then) throw new Refusal("not_found", `there is no revision ${revision} of the list`);
      const what = `the list of revision ${revision}`;
      return { next: then.targets, what, ...difference(old, then.targets) };
    });
  }

  history(question: HistoryQuestion): Promise<TargetRevision[]> {
    return this.#history.read(question);
  }

  replace(inputs: unknown[], by: string, wanted: RevisionsWanted = null): Promise<TargetList> {
    return this.#change(by, wanted, "targets.replace", (old) => {
      const known = new Map(old.map((target) => [keyOf(target), target]));
      const next = parseAll(inputs).map((draft) => ({
        ...draft,
        id: known.get(keyOf(draft))?.id ?? null,
      }));
      return { next, what: next.map((t) => t.address).join(", "), ...difference(old, next) };
    });
  }

  #change(
    by: string,
    wanted: RevisionsWanted,
    action: string,
    make: (old: readonly Target[]) => Change | Promise<Change>,
  ): Promise<TargetList> {
    const run = async () => {
      const { revision } = this.#list;
      if (wanted !== null && !wanted.includes(revision)) {
        const message = `the list has changed: it is at revision ${revision} now. Read it again`;
        throw new Refusal("precondition_failed", message);
      }
      const { next, what, before, after } = await make(this.#list.targets);
      refuseDuplicates(next);
      if (next.length > MAX_TARGETS) {
        throw new Refusal(
          "invalid",
          `a list has at most ${MAX_TARGETS} targets, not ${next.length}`,
        );
      }
      const length = JSON.stringify(next).length + ID_LENGTH * next.length;
      if (length > MAX_CONTROL_LENGTH) {
        throw new Refusal("invalid", "the list is too long to be sent: give it shorter addresses");
      }
      const tooMuch = rateProblem(next);
      if (tooMuch) throw new Refusal("invalid", tooMuch);
      this.#list = await this.options.store.saveList(next, by, this.options.now());
      await this.options.audit.record({
        who: by,
        action,
        subject: `revision ${this.#list.revision}`,
        detail: what,
        before,
        after,
      });
      for (const listener of this.#listeners) listener(this.#list);
      return this.#list;
    };
    const done = this.#turn.then(run);
    this.#turn = done.catch(() => {});
    return done;
  }
}

/** What becomes of the list, and of it what the audit log is to keep. */
interface Change {
  next: TargetDraft[];
  what: string;
  before?: unknown;
  after?: unknown;
}

/** The targets that are not the same on both lists: the revisions keep the whole ones. */
function difference(old: readonly Target[], next: readonly TargetDraft[]) {
  const texts = (list: readonly TargetDraft[]) => new Set(list.map((t) => JSON.stringify(t)));
  const was = texts(old), is = texts(next);
  return {
    before: old.filter((target) => !is.has(JSON.stringify(target))),
    after: next.filter((target) => !was.has(JSON.stringify(target))),
  };
}

const keyOf = (target: { kind: string; address: string }) =>
  `${target.kind} ${target.address.toLowerCase()}`;

function draftOf(input: z.output<typeof targetInputSchema>): TargetDraft {
  const { address, name, kind = kindOfAddress(address), group = "" } = input;
  const { intervalMs = DEFAULT_INTERVAL_MS, warnMs = DEFAULT_WARN_MS } = input;
  return { id: null, address, name: name || address, kind, intervalMs, warnMs, group };
}

function changedTarget(before: Target, change: unknown): TargetDraft {
  const parsed = targetChangeSchema.safeParse(change);
  if (!parsed.success) throw refusalOf(problemsOf(parsed.error, ""));
  const { id, ...rest } = before;
  // A name that only repeated the address follows it.
  const name = before.name === before.address ? undefined : before.name;
  const changed = targetInputSchema.safeParse({ ...rest, name, ...parsed.data });
  if (!changed.success) throw refusalOf(problemsOf(changed.error, ""));
  return { ...draftOf(changed.data), id };
}

function find(targets: readonly Target[], id: string): Target {
  const found = targets.find((target) => target.id === id);
  if (!found) throw new Refusal("not_found", `there is no target ${id}`);
  return found;
}

const problemsOf = (error: z.ZodError, prefix: string): FieldProblem[] =>
  error.issues.map(({ path, message }) => ({
    field: [prefix, ...path].filter((part) => part !== "").join("."),
    message,
  }));

const refusalOf = (problems: FieldProblem[]) =>
  new Refusal("invalid", problems.map((p) => p.message).slice(0, 5).join("; "), problems);

/** All of them, or a refusal that names every bad one by its place. */
function parseAll(inputs: unknown[]): TargetDraft[] {
  const drafts: TargetDraft[] = [];
  const problems: FieldProblem[] = [];
  for (const [index, input] of inputs.entries()) {
    const parsed = targetInputSchema.safeParse(input);
    if (parsed.success) drafts.push(draftOf(parsed.data));
    else problems.push(...problemsOf(parsed.error, `targets.${index}`));
  }
  if (problems.length) throw refusalOf(problems);
  return drafts;
}

/** @param first place that a refusal counts from, where what a person sent begins */
function refuseDuplicates(targets: readonly TargetDraft[], first = 0): void {
  const seen = new Set<string>();
  const problems: FieldProblem[] = [];
  for (const [index, target] of targets.entries()) {
    if (seen.has(keyOf(target))) {
      problems.push({
        field: `targets.${index - first}.address`,
        message: `${target.address} is on the list already`,
      });
    }
    seen.add(keyOf(target));
  }
  if (problems.length) {
    throw new Refusal("conflict", problems.map((p) => p.message).slice(0, 5).join("; "), problems);
  }
}
