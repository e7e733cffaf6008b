import { readCookies } from "./cookies.ts";

/** How pages look; what is left out is as usual: the system's theme, Okabe-Ito colours. */
export interface Appearance {
  theme?: "light" | "dark";
  /** Colours of states. */
  state?: "classic" | "mono";
}

/** What the address asks for, else what the cookies remember. Unknown values count as not given. */
export function readAppearance(cookies: string | null, params: URLSearchParams): Appearance {
  const remembered = readCookies(cookies);
  const read = (name: string) => params.get(name) ?? remembered.get(name);
  const theme = read("theme"), state = read("state");
  return {
    theme: theme === "light" || theme === "dark" ? theme : undefined,
    state: state === "classic" || state === "mono" ? state : undefined,
  };
}
