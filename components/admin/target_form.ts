import { splitAddresses } from "@/shared/address.ts";
import { type PastedLine, pastedLines, repeatedLines } from "./paste_targets.ts";
import { kindOfAddress } from "@/shared/target_address.ts";
import type { Refusal } from "@/shared/refusal.ts";
import type { Target, TargetInput } from "@/shared/target.ts";
import { targetsWords } from "@/components/words/targets.ts";
import { refusalsWords } from "@/components/words/refusals.ts";

/** A target as the fields of a form. */
export function editFormOf({ name, address, group, warnMs, intervalMs }: Target): EditForm {
  return { name, address, group, warnMs: String(warnMs), intervalS: String(intervalMs / 1000) };
}

/** What was typed to add targets, as it was typed. */
export interface AddForm {
  /** One or many, as people paste them. */
  addresses: string;
  name: string;
  group: string;
  warnMs: string;
  intervalS: string;
}

/** What was typed to change one target. */
export interface EditForm {
  name: string;
  address: string;
  group: string;
  warnMs: string;
  intervalS: string;
}

export function readAddForm(form: FormData): AddForm {
  const { address: _, ...rest } = readEditForm(form);
  return { addresses: textOf(form, "addresses"), ...rest };
}

export function readEditForm(form: FormData): EditForm {
  return {
    name: textOf(form, "name"),
    address: textOf(form, "address"),
    group: textOf(form, "group"),
    warnMs: textOf(form, "warn_ms"),
    intervalS: textOf(form, "interval_s"),
  };
}

/** The lines of a form, each with its targets as they are sent. One name is for one address only. */
export function linesOf(form: AddForm): PastedLine[] {
  const lines = repeatedLines(pastedLines(form.addresses));
  const single = lines.reduce((count, { targets }) => count + targets.length, 0) === 1;
  const common = {
    ...(form.name.trim() && single ? { name: form.name } : {}),
    ...(form.group.trim() ? { group: form.group } : {}),
    ...limitOf(form.warnMs),
    ...intervalOf(form.intervalS),
  };
  return lines.map((line) => ({
    ...line,
    // What a line says itself comes before what is said of all.
    targets: line.targets.map((target) => ({ ...common, ...target })),
  }));
}

export const inputsOf = (lines: readonly PastedLine[]) => lines.flatMap(({ targets }) => targets);

/** Lines with what a refusal says of their targets, and what it says of none of them. */
export function markLines(
  refusal: Refusal,
  lines: readonly PastedLine[],
): { lines: PastedLine[]; problems: Problem[] } {
  const lineOf = lines.flatMap(({ targets }, n) => targets.map(() => n));
  const marked = lines.map((line) => ({ ...line, problems: [...line.problems] }));
  const problems: Problem[] = [];
  for (const problem of problemsOf(refusal, lineOf.map((_, n) => inputsOf(lines)[n].address))) {
    const at = problem.at === undefined ? undefined : lineOf[problem.at];
    // The fields below the list are the same for every line: what is wrong there is said once.
    if (at === undefined) problems.push(problem);
    else marked[at].problems.push(problem.message);
  }
  return { lines: marked, problems };
}

/** The change a person asks for: an empty name stands for the address again. */
export function changeOf(form: EditForm) {
  const { name, address, group, warnMs, intervalS } = form;
  return {
    name: name.trim() || address.trim(),
    address,
    // The address tells its kind: a URL, host:port, or an address to ping.
    kind: kindOfAddress(address.trim()),
    group,
    ...limitOf(warnMs),
    ...intervalOf(intervalS),
  };
}

/** Seconds as a form offers them, in milliseconds; nothing when nothing was chosen. */
function intervalOf(seconds: string): { intervalMs?: number } {
  return seconds.trim() ? { intervalMs: Number(seconds) * 1000 } : {};
}

/** What a form offers, in seconds. */
export const INTERVALS_S: readonly number[] = [5, 10, 15, 30, 60, 300, 900, 3600];

// Not a number stays text, so that the check behind refuses it and says why.
function limitOf(typed: string): { warnMs?: number } {
  const text = typed.trim().replace(/\s*ms$/, "").replace(",", ".");
  if (!text) return {};
  return { warnMs: Number.isNaN(Number(text)) ? typed as unknown as number : Number(text) };
}

/**
 * A whole list as the older interface sends it: addresses alone. What is known of an address that
 * stays on the list stays with it.
 */
export function wholeList(addresses: string, known: readonly Target[]): TargetInput[] {
  const byAddress = new Map(known.map((target) => [target.address, target]));
  return splitAddresses(addresses).map((address) => {
    const target = byAddress.get(address);
    if (!target) return { address };
    const { name, kind, intervalMs, warnMs, group } = target;
    return { address, name, kind, intervalMs, warnMs, group };
  });
}

/** One thing that is wrong with what was typed. */
export interface Problem {
  message: string;
  /** Place among what was sent, from 0. */
  at?: number;
  /** The address it is about, and its place in the list when there are more than one, from 1. */
  address?: string;
  line?: number;
  /** The field it is about, when the message does not say that. */
  field?: "warnMs" | "name" | "group";
}

/** Everything that is wrong; `addresses` are those that were sent, in order. */
export function problemsOf(refusal: Refusal, addresses: readonly string[]): Problem[] {
  if (!refusal.fields.length) return [{ message: refusal.message }];
  return refusal.fields.map(({ field, message }) => {
    const place = /(?:^|\.)(\d+)(?:\.|$)/.exec(field)?.[1];
    const address = place === undefined ? undefined : addresses[Number(place)];
    if (address === undefined) return { message, field: LABELLED.find((f) => fieldIs(field, f)) };
    return {
      message,
      at: Number(place),
      address,
      line: addresses.length > 1 ? Number(place) + 1 : undefined,
    };
  });
}

/** What is wrong with an address says so itself; other fields are named as the form names them. */
const LABELLED = ["warnMs", "name", "group"] as const;
const fieldIs = (path: string, field: string) => path.split(".").at(-1) === field;

/** A line for people: where it is, and what is wrong there. */
export function problemInWords({ message, address, line, field }: Problem): string {
  const said = refusalsWords().say(message);
  if (field) return `${targetsWords().labels[field]}: ${said}`;
  const place = line === undefined ? "" : `${line}. `;
  return address === undefined || message.includes(address)
    ? `${place}${said}`
    : `${place}${address}: ${said}`;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
