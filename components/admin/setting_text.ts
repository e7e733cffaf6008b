import { formatDuration } from "@/components/text/format.ts";
import { settingsWords } from "@/components/words/settings.ts";

/** What is not set, as the server says it. */
const NOT_SET = "–";

/** A setting's value for people, from its path in the configuration and its value as JSON. */
export function settingText(name: string, value: string): string {
  const words = settingsWords();
  if (/Ms$/.test(name)) {
    return value === NOT_SET ? words.forever : formatDuration(Number(value));
  }
  if (value === "true") return words.on;
  if (value === "false") return words.off;
  if (/^syslog(Tls)?Port$/.test(name) && value === NOT_SET) return words.off;
  return value.startsWith("[") ? listText(JSON.parse(value)) : value;
}

/** `a, b`; what is a pair reads as it is given to the flag: `192.0.2.0/24=Asia/Tokyo`. */
function listText(items: readonly (string | Record<string, string>)[]): string {
  const texts = items.map((item) =>
    typeof item === "string" ? item : Object.values(item).join("=")
  );
  return texts.join(", ") || NOT_SET;
}
