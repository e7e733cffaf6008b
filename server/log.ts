export type Level = "info" | "warning" | "error";

/** What operators read, on stderr. `error` adds the cause, which people on pages never see. */
export interface Log {
  (level: Level, message: string, error?: unknown): void;
}

/** A control character of a stranger's text must not reach a terminal or forge a line. */
const printable = (text: string) =>
  text.replace(
    /[\p{Cc}\u2028\u2029]/gu,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

export function stderrLog(format: "text" | "json", now: () => Date = () => new Date()): Log {
  return (level, message, error) => {
    const time = now().toISOString();
    const cause = error === undefined ? undefined : describe(error);
    if (format === "json") return console.error(JSON.stringify({ time, level, message, cause }));
    const mark = level === "info" ? "" : `${level}: `;
    console.error(`${time} ${mark}${printable(message)}${cause ? `: ${printable(cause)}` : ""}`);
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
