import type { AlertMessage, BadPath } from "../domain/alerts.ts";

const KIND_WORDS: Record<AlertMessage["kind"], string> = {
  fired: "ALERT",
  cleared: "cleared",
  flapping: "flapping",
  test: "test",
};

/** `edge-1 → core: fail, loss 100 %; and 3 more`. */
export function pathWords(paths: readonly BadPath[], count: number): string {
  const shown = paths.slice(0, 5).map(({ agent, target, state, lossPercent, rttUs }) => {
    const rtt = rttUs === null ? "" : `, ${(rttUs / 1000).toFixed(1)} ms`;
    return `${agent} → ${target}: ${state}, loss ${lossPercent} %${rtt}`;
  });
  if (count > shown.length) shown.push(`and ${count - shown.length} more`);
  return shown.join("; ");
}

/** What a message says in one line: `ALERT: core down (Core router)`. */
export function headline({ kind, rule, subjects, count }: AlertMessage): string {
  if (kind === "test") return `Meshping: this is a test of the channel`;
  const named = subjects.slice(0, 3).map(({ name }) => name);
  if (count > named.length) named.push(`${count - named.length} more`);
  return visible(`${KIND_WORDS[kind]}: ${rule.name} (${named.join(", ")})`);
}

/** One line for each subject, and where to look. */
export function lines(message: AlertMessage): string[] {
  const { kind, subjects, count, url } = message;
  if (kind === "test") return ["If you can read this, alerts arrive here."];
  const said = subjects.map(({ name, paths, badPaths, sinceMs }) => {
    const since = `since ${new Date(sinceMs).toISOString()}`;
    if (kind === "fired") return `${name} ${since}: ${pathWords(paths, badPaths)}`;
    if (kind === "cleared") return `${name}: good ${since}`;
    return `${name}: changes too often; you hear of it again when it has been quiet`;
  });
  if (count > said.length) said.push(`and ${count - said.length} more`);
  if (url !== null) said.push(url);
  return said.map(visible);
}

/** Names come from other machines: what could forge a line or hide one is made visible. */
const visible = (text: string) =>
  text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (c) => `\\u${c.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
