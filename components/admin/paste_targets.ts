import type { TargetInput } from "@/shared/target.ts";
import { TARGET_KINDS, type TargetKind } from "@/shared/target_address.ts";
import { kindOfAddress, targetAddressProblem } from "@/shared/target_address.ts";

/** One line of what was pasted, and the targets that it was understood as. */
export interface PastedLine {
  /** Its place in the text, from 1. */
  line: number;
  /** As it was typed. */
  text: string;
  targets: TargetInput[];
  /** What is wrong with it, in the words of a refusal. */
  problems: string[];
}

const COLUMNS = ["address", "name", "group", "kind", "interval", "warn"] as const;
type Column = typeof COLUMNS[number];

/**
 * What a person pasted, line by line; empty lines and comments (`#` at the beginning) are left out.
 * A line is one of
 *
 * - addresses with spaces, commas or semicolons between them;
 * - `address name`, `name address` or `address # name`;
 * - CSV: `address,name,group,kind,interval,warn`, in another order under a line that names them.
 *   The interval is in seconds or as `30s`, `5m`, `1h`; the limit in milliseconds;
 * - `[group]`, for the lines that follow.
 *
 * Whether a word is an address is told by its form: an IP address, `host:port`, a URL, or a host
 * name with a dot. Where a line has no such word, all its words are host names.
 */
export function pastedLines(text: string): PastedLine[] {
  const lines: PastedLine[] = [];
  let columns: readonly Column[] | null = null, group = "";
  for (const [n, typed] of text.split(/\r\n|\r|\n/).entries()) {
    const trimmed = typed.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const heading = /^\[([^\]]*)\]$/.exec(trimmed);
    if (heading && !looksLikeAddress(heading[1])) {
      group = heading[1].trim();
      continue;
    }
    const header = headerOf(trimmed);
    if (header) {
      columns = header;
      continue;
    }
    const read = columns ? rowTargets(trimmed, columns) : lineTargets(trimmed);
    const targets = read.targets.map((target) =>
      group && !target.group ? { ...target, group } : target
    );
    const problems = [...read.problems, ...targets.flatMap(addressProblems)];
    lines.push({ line: n + 1, text: typed, targets, problems });
  }
  return lines;
}

/** Lines of the same address as one before them. */
export function repeatedLines(lines: readonly PastedLine[]): PastedLine[] {
  const seen = new Set<string>();
  return lines.map((line) => {
    const again = line.targets.filter(({ address }) => {
      const key = address.toLowerCase(), known = seen.has(key);
      seen.add(key);
      return known;
    });
    const problems = again.map(({ address }) => `${address} is there twice`);
    return { ...line, problems: [...line.problems, ...problems] };
  });
}

type Read = Pick<PastedLine, "targets" | "problems">;

function lineTargets(text: string): Read {
  const [left, comment] = splitComment(text);
  if (comment !== "") return { targets: [{ address: left, name: comment }], problems: [] };
  const fields = fieldsOf(left);
  if (isRow(left, fields)) return rowTargets(left, COLUMNS);
  const words = left.split(/[\s,;]+/).filter((word) => word !== "");
  const known = words.filter(looksLikeAddress);
  if (known.length === 1 && words.length > 1 && !/[,;]/.test(left)) {
    const [address] = known;
    const at = words.indexOf(address);
    // A name stands before or behind its address, not around it.
    if (at === 0 || at === words.length - 1) {
      const name = words.filter((_, n) => n !== at).join(" ");
      return { targets: [{ address, name }], problems: [] };
    }
  }
  return { targets: words.map((address) => ({ address })), problems: [] };
}

/** Whether a line is CSV though no line names its columns: an address, then fields that are none. */
function isRow(text: string, fields: readonly string[]): boolean {
  if (fields.length < 2 || !/^\S+$/.test(fields[0]) || !looksLikeAddress(fields[0])) return false;
  if (text.includes('"') || TARGET_KINDS.includes(fields[3]?.toLowerCase() as TargetKind)) {
    return true;
  }
  return fields[1] !== "" &&
    !fields.slice(1).some((field) => field.split(/\s+/).some(looksLikeAddress));
}

function rowTargets(text: string, columns: readonly Column[]): Read {
  const fields = fieldsOf(text);
  const problems: string[] = [];
  const extra = fields.length - columns.length;
  if (extra > 0) problems.push(`${extra} more fields than ${columns.join(", ")}`);
  const row = Object.fromEntries(columns.map((column, n) => [column, fields[n] ?? ""]));
  const target: TargetInput = { address: row.address ?? "" };
  if (row.name) target.name = row.name;
  if (row.group) target.group = row.group;
  if (row.kind) {
    const kind = row.kind.toLowerCase() as TargetKind;
    if (TARGET_KINDS.includes(kind)) target.kind = kind;
    else problems.push("kind must be icmp, tcp or http");
  }
  if (row.interval) {
    const intervalMs = intervalMsOf(row.interval);
    if (intervalMs === null) {
      problems.push(`${JSON.stringify(row.interval)} is no interval: 5 s to 1 h, in steps of 5 s`);
    } else target.intervalMs = intervalMs;
  }
  if (row.warn) {
    const warnMs = Number(row.warn.replace(/\s*ms$/i, ""));
    if (warnMs > 0 && warnMs <= 60_000) target.warnMs = warnMs;
    else problems.push(`${JSON.stringify(row.warn)} is no limit in milliseconds`);
  }
  return { targets: [target], problems };
}

const UNIT_S: Record<string, number> = { "": 1, s: 1, m: 60, min: 60, h: 3_600 };

/** `30`, `30s`, `5m`, `1h` as milliseconds; `null` for what is no interval a target may have. */
function intervalMsOf(text: string): number | null {
  const match = /^(\d{1,6})\s*(s|m|min|h|)$/i.exec(text);
  const seconds = match ? Number(match[1]) * UNIT_S[match[2].toLowerCase()] : 0;
  return seconds >= 5 && seconds <= 3_600 && seconds % 5 === 0 ? seconds * 1000 : null;
}

function headerOf(text: string): Column[] | null {
  const names = fieldsOf(text).map((field) => field.toLowerCase());
  const known = names.every((name) => (COLUMNS as readonly string[]).includes(name));
  return known && names.length > 1 && names.includes("address") ? names as Column[] : null;
}

/** Fields between commas, semicolons or tabs; one in double quotes may hold them (RFC 4180). */
function fieldsOf(text: string): string[] {
  const fields: string[] = [];
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^,;\t]*))\s*(?:[,;\t]|$)/gy;
  while (pattern.lastIndex < text.length) {
    // Anything up to a separator is a field, so there always is one.
    const match = pattern.exec(text)!;
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2]).trim());
  }
  return fields;
}

function splitComment(text: string): [left: string, comment: string] {
  const match = /^(\S+)\s+#\s*(.*)$/.exec(text);
  return match ? [match[1].replace(/[,;]$/, ""), match[2].trim()] : [text, ""];
}

/** An IP address or what tries to be one, `host:port`, a URL, or a name with a dot. */
function looksLikeAddress(word: string): boolean {
  if (/^https?:\/\//i.test(word) || kindOfAddress(word) === "tcp") return true;
  if (/^\d+(\.\d+){2,}$/.test(word)) return true;
  if (/^[0-9a-f:.]+(%\w+)?$/i.test(word) && word.includes(":")) return true;
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?$/i.test(word) && /[a-z]/i.test(word);
}

function addressProblems({ address, kind = kindOfAddress(address) }: TargetInput): string[] {
  const problem = targetAddressProblem(kind, address);
  return problem === null ? [] : [problem];
}
