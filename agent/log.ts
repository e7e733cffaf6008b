/** A log line to stderr. */
export type Log = (message: string) => void;

/** What a server or a host name says is not ours: no control character of it reaches a terminal. */
export const printable = (text: string) =>
  text.replace(/\p{Cc}/gu, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`);

export function stderrLog(format: "text" | "json", now: () => Date = () => new Date()): Log {
  return (message) => {
    const time = now().toISOString();
    const line = format === "json"
      ? JSON.stringify({ time, level: "info", message })
      : `${time} ${printable(message)}`;
    console.error(line);
  };
}
