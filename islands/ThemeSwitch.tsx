import { useSignal } from "@preact/signals";
import type { Appearance } from "@/components/shell/appearance.ts";
import { choiceCookie } from "@/components/shell/cookies.ts";
import { shellWords } from "@/components/words/shell.ts";

/** Theme and colours of states: remembered in cookies, so that pages come in them at once. */
export default function ThemeSwitch({ appearance }: { appearance: Appearance }) {
  const words = shellWords();
  const { system, light, dark } = words.themes;
  const { usual, classic, mono } = words.colourNames;
  const now = useSignal(appearance);
  const choose = (name: keyof Appearance, value: string) => {
    now.value = { ...now.value, [name]: value || undefined };
    document.cookie = choiceCookie(name, value || undefined);
    if (value) document.documentElement.dataset[name] = value;
    else delete document.documentElement.dataset[name];
    forgetInAddress(name);
  };
  const select = (name: keyof Appearance, label: string, options: string[][]) => (
    <select
      class={name === "state" ? "select wide needs-script" : "select needs-script"}
      aria-label={label}
      value={now.value[name] ?? ""}
      onChange={(event) => choose(name, event.currentTarget.value)}
    >
      {options.map(([value, text]) => (
        <option value={value} selected={value === (now.value[name] ?? "")}>{text}</option>
      ))}
    </select>
  );
  return (
    <>
      {select("state", words.colours, [["", usual], ["classic", classic], ["mono", mono]])}
      {select("theme", words.theme, [["", system], ["light", light], ["dark", dark]])}
    </>
  );
}

/** An address that names a look (for a wall screen, say) would undo the choice on reload. */
function forgetInAddress(name: string): void {
  const url = new URL(location.href);
  if (!url.searchParams.has(name)) return;
  url.searchParams.delete(name);
  history.replaceState(null, "", url);
}
